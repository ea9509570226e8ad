package io.dagstore.index.segments;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which segments to merge next. Small segments wait until there are several. Among the others each
 * is kept at least twice as large as all smaller ones together, so that their number grows with the
 * logarithm of the entries, and an entry is rewritten as seldom. A segment most of whose shards are
 * gone is written anew.
 */
final class MergePlan {
  static final long SMALL_PAIRS = 1 << 17;
  static final int SMALL_SEGMENTS = 8;
  private static final int RATIO = 2;

  private MergePlan() {}

  /** Returns the segments to merge into one; none when all is well. */
  static List<Live> next(List<Live> segments) throws IOException {
    var ascending = new ArrayList<>(segments);
    ascending.sort(Comparator.comparingLong(live -> live.segment().pairs()));
    int merged = prefix(ascending.stream().mapToLong(live -> live.segment().pairs()).toArray());
    if (merged > 1) {
      return List.copyOf(ascending.subList(0, merged));
    }
    for (Live live : segments) {
      if (2 * live.removals().size() > live.segment().shardCount()) {
        return List.of(live);
      }
    }
    return List.of();
  }

  /** Returns how many of the smallest segments to merge, given their sizes in ascending order. */
  static int prefix(long[] sizes) {
    int small = 0;
    long sum = 0;
    while (small < sizes.length && sizes[small] < SMALL_PAIRS) {
      sum += sizes[small++];
    }
    int merged = small >= SMALL_SEGMENTS ? small : 0;
    for (int i = small; i < sizes.length; i++) {
      if (sizes[i] < RATIO * sum) {
        merged = i + 1;
      }
      sum += sizes[i];
    }
    return merged;
  }
}
