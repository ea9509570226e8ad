package io.dagstore.index.segments;

import java.io.IOException;
import java.util.function.BooleanSupplier;

/**
 * What must be known of a segment before its first line is written.
 *
 * @param entries in lines
 * @param listUnits bytes of its lists / 4
 * @param pairs of key and shard
 */
record SegmentSize(long entries, long listUnits, long pairs) {

  /** Returns the size of one shard's segment. */
  static SegmentSize ofShard(long keys) {
    return new SegmentSize(keys, 0, keys);
  }

  /** Walks to the end and measures. */
  static SegmentSize measure(KeyGroups groups, BooleanSupplier stop) throws IOException {
    long entries = 0;
    long units = 0;
    long pairs = 0;
    while (groups.next()) {
      SegmentWriter.askEvery(pairs, stop);
      pairs += groups.count();
      if (groups.count() <= SegmentFormat.MAX_INLINE) {
        entries += groups.count();
      } else {
        entries++;
        units += SegmentFormat.LIST_HEADER / Integer.BYTES + groups.count();
      }
    }
    return new SegmentSize(entries, units, pairs);
  }

  /** Returns the layout for these entries and for shards up to {@code maxShard}. */
  LineLayout layout(int maxShard) {
    long most = Math.max(maxShard, listUnits);
    return LineLayout.of(entries, Long.SIZE - Long.numberOfLeadingZeros(most) + 1);
  }
}
