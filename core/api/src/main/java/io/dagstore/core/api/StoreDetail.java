package io.dagstore.core.api;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a store is made of at one moment, and how its reads went since it was opened.
 *
 * @param recordBytes size of the file of the records, small shard indices included
 * @param indexBytes size of all shard indices, small and large; those that were made before their
 *     sizes were written down are not in it
 * @param openIndices the shard indices that are open
 * @param inverted the index over all shards
 * @param reads how reads went
 */
public record StoreDetail(
    long recordBytes, long indexBytes, OpenIndices openIndices, Inverted inverted, Reads reads) {

  /**
   * The shard indices that are open.
   *
   * @param shards how many there are
   * @param entries blocks that they lead to
   * @param bytes of them, in files of their own or beside the records
   */
  public record OpenIndices(int shards, long entries, long bytes) {}

  /**
   * The index over all shards.
   *
   * @param shards that it knows
   * @param entries pairs of a key and a shard
   * @param bytes on disk
   * @param details the engine's own figures, in the order of their names
   */
  public record Inverted(long shards, long entries, long bytes, Map<String, Long> details) {
    /** Keeps its own copy of the map. */
    public Inverted {
      details = Collections.unmodifiableMap(new TreeMap<>(details));
    }
  }

  /**
   * Counts of reads by CID. A few may be missing: no reader waits for another to be counted.
   *
   * @param guessed answered by the shard of the reads before, without the index over all shards
   * @param looked for which that index was asked
   * @param trusted blocks whose hash was not computed, since it was right before
   * @param hashed blocks whose hash was computed
   * @param suspects shards that are asked last, because they failed under a read not long ago
   */
  public record Reads(long guessed, long looked, long trusted, long hashed, int suspects) {}
}
