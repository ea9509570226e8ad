package io.dagstore.index.segments;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which segments to merge next. Segments have levels by their size, each {@value #FAN} times the
 * one before. Where there are {@value #FAN} of a level, they and all smaller ones become one: an
 * entry is rewritten once a level, and no level has more. At rest, when nothing is added, what is
 * left is merged until each segment is at least {@value #RATIO} times as large as all smaller ones
 * together. A segment most of whose shards are gone is written anew.
 */
final class MergePlan {
  static final int FAN = 10;
  private static final int RATIO = 3;

  /** Pairs of the largest segment of the lowest level. */
  private static final long LOWEST = 1 << 14;

  private MergePlan() {}

  /** Returns the segments to merge into one; none when all is well. */
  static List<Live> next(List<Live> segments, boolean atRest) throws IOException {
    var ascending = new ArrayList<>(segments);
    ascending.sort(Comparator.comparingLong(live -> live.segment().pairs()));
    long[] sizes = ascending.stream().mapToLong(live -> live.segment().pairs()).toArray();
    int merged = full(sizes);
    if (merged == 0 && atRest) {
      merged = uneven(sizes);
    }
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

  private static int level(long pairs) {
    int level = 0;
    for (long most = LOWEST; most < pairs; most *= FAN) {
      level++;
    }
    return level;
  }

  /** How many of the smallest segments fill levels, given their sizes in ascending order. */
  static int full(long[] sizes) {
    int merged = 0;
    long sum = 0;
    int inLevel = 0;
    for (int i = 0; i < sizes.length; i++) {
      boolean sameLevel = i > 0 && level(sizes[i]) == level(sizes[i - 1]);
      if (!sameLevel) {
        // What the levels below become may count in this one.
        inLevel = merged == i && i > 0 && level(sum) == level(sizes[i]) ? 1 : 0;
      }
      inLevel++;
      sum += sizes[i];
      merged = inLevel >= FAN ? i + 1 : merged;
    }
    return merged;
  }

  /** How many of the smallest segments to merge so that the others are large enough. */
  static int uneven(long[] sizes) {
    int merged = 0;
    long sum = 0;
    for (int i = 0; i < sizes.length; i++) {
      merged = i > 0 && sizes[i] < RATIO * sum ? i + 1 : merged;
      sum += sizes[i];
    }
    return merged;
  }
}
