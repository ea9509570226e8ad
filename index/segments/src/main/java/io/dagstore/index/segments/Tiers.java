package io.dagstore.index.segments;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Which segments to merge: eight of one tier, a tier being a range of sizes that spans a factor of
 * eight. So n entries are held in about 7 log8(n) segments and each entry is written log8(n) times.
 * A segment of which half the shards were taken out is written anew by itself.
 */
final class Tiers {
  private static final int FANOUT_BITS = 3;
  private static final int FANOUT = 1 << FANOUT_BITS;

  private Tiers() {}

  /** The segments to be merged next, or none. */
  static List<Segment> next(List<Segment> live) {
    var tiers = new TreeMap<Integer, List<Segment>>();
    for (Segment segment : live) {
      if (2L * segment.removedCount() > segment.shards()) {
        return List.of(segment);
      }
      tiers.computeIfAbsent(tier(segment.entries()), tier -> new ArrayList<>()).add(segment);
    }
    for (List<Segment> tier : tiers.values()) {
      if (tier.size() >= FANOUT && fits(tier)) {
        return tier;
      }
    }
    return List.of();
  }

  private static boolean fits(List<Segment> segments) {
    return segments.stream().mapToLong(Segment::entries).sum() <= Layout.MAX_ENTRIES;
  }

  static int tier(long entries) {
    return (Long.SIZE - Long.numberOfLeadingZeros(entries)) / FANOUT_BITS;
  }
}
