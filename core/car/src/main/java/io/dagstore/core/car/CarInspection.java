package io.dagstore.core.car;

import java.util.SortedMap;

/**
 * The facts of one CAR file.
 *
 * @param header versions, roots, positions
 * @param index which index the file brings; {@link IndexKind#NONE} too if it cannot be used
 * @param indexFault what is wrong with the index, empty if nothing
 * @param blocks number of sections
 * @param codecs sections for each codec, by multicodec number
 * @param hashes sections for each hash function, by multicodec number
 * @param blockBytes lengths of the blocks' data
 * @param cidBytes lengths of the binary CIDs
 * @param rootPresent whether every root is a block of the file; false too if there is no root
 */
public record CarInspection(
    CarHeader header,
    IndexKind index,
    String indexFault,
    long blocks,
    SortedMap<Long, Long> codecs,
    SortedMap<Long, Long> hashes,
    Lengths blockBytes,
    Lengths cidBytes,
    boolean rootPresent) {

  /**
   * Smallest, mean (rounded down) and greatest length in bytes; all 0 for no blocks.
   *
   * @param min smallest
   * @param mean sum divided by count, rounded down
   * @param max greatest
   */
  public record Lengths(long min, long mean, long max) {}
}
