package io.dagstore.index.segments;

import java.io.IOException;
import java.util.function.BooleanSupplier;

/**
 * What must be known of a segment before its first line is written.
 *
 * @param entries in lines
 * @param listUnits bytes of its lists / 4, or more
 */
record SegmentSize(long entries, long listUnits) {
  /** Pairs whose share of entries and lists is that of all, as keys are spread evenly. */
  private static final long SAMPLE = 1 << 18;

  /** Room for lists beyond those that a part of the keys lets expect; more makes entries wider. */
  private static final long SPARE_UNITS = (1 << 14) - 1;

  /** Returns the size of one shard's segment. */
  static SegmentSize ofShard(long keys) {
    return new SegmentSize(keys, 0);
  }

  /** Walks to the end and measures. */
  static SegmentSize measure(KeyGroups groups, BooleanSupplier stop) throws IOException {
    return measure(groups, Long.MAX_VALUE, stop);
  }

  /**
   * Walks a part of the way and measures that: entries come out within a percent, and twice the
   * room for lists that there was need of so far.
   *
   * @param pairs all that there are, about
   */
  static SegmentSize estimate(KeyGroups groups, long pairs, BooleanSupplier stop)
      throws IOException {
    if (pairs < 4 * SAMPLE) {
      return measure(groups, stop);
    }
    var part = measure(groups, Math.max(SAMPLE, pairs / 32), stop);
    if (!groups.hasMore()) {
      return part;
    }
    double share = (double) groups.place() / Long.MAX_VALUE;
    long entries = (long) (part.entries / share);
    return new SegmentSize(entries, 2 * (long) (part.listUnits / share) + SPARE_UNITS);
  }

  private static SegmentSize measure(KeyGroups groups, long pairs, BooleanSupplier stop)
      throws IOException {
    long entries = 0;
    long units = 0;
    long seen = 0;
    for (long i = 0; seen < pairs && groups.next(); i++) {
      SegmentWriter.askEvery(i, stop);
      seen += groups.count();
      if (groups.count() <= SegmentFormat.MAX_INLINE) {
        entries += groups.count();
      } else {
        entries++;
        units += SegmentFormat.LIST_HEADER / Integer.BYTES + groups.count();
      }
    }
    return new SegmentSize(entries, units);
  }

  /** Returns the layout for these entries and for shards up to {@code maxShard}. */
  LineLayout layout(int maxShard) {
    long most = Math.max(maxShard, listUnits);
    return LineLayout.of(entries, Long.SIZE - Long.numberOfLeadingZeros(most) + 1);
  }
}
