package io.dagstore.core.api.index;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Figures of an inverted index at one moment. Immutable.
 *
 * @param shards that were taken in
 * @param entries pairs of key and shard that it holds, with those of removed shards whose room was
 *     not given back
 * @param bytes on disk
 * @param details the engine's own figures by their names, such as {@code segments}; in the order of
 *     the names
 */
public record InvertedIndexStat(long shards, long entries, long bytes, Map<String, Long> details) {
  /** Keeps its own copy of the map. */
  public InvertedIndexStat {
    details = Collections.unmodifiableMap(new TreeMap<>(details));
  }
}
