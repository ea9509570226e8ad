package io.dagstore.index.segments;

import java.io.IOException;
import java.util.List;

/**
 * The pairs of several walks as one; those of one key in the order of the walks. For few walks: it
 * looks at the head of each.
 */
final class MergedPostings implements Postings {
  /** Keys leave their lowest bits to the number of the walk. */
  private static final int MOST_WALKS = 1 << 16;

  private static final long WALK_MASK = MOST_WALKS - 1;

  private final Postings[] walks;

  /** Of the pair that each walk stands on: the key, as a signed number, with the walk's number. */
  private final long[] heads;

  private int live;
  private int current = -1;

  MergedPostings(List<? extends Postings> all) throws IOException {
    if (all.size() >= MOST_WALKS) {
      throw new IllegalArgumentException("walks: expected less than 65536, got " + all.size());
    }
    walks = all.toArray(Postings[]::new);
    heads = new long[walks.length];
    for (Postings walk : all) {
      if (walk.next()) {
        stand(live++, walk);
      }
    }
  }

  private void stand(int at, Postings walk) {
    walks[at] = walk;
    heads[at] = ((walk.key() ^ Long.MIN_VALUE) & ~WALK_MASK) | at;
  }

  @Override
  public boolean next() throws IOException {
    if (current >= 0) {
      var walk = walks[current];
      if (walk.next()) {
        stand(current, walk);
      } else if (current != --live) {
        stand(current, walks[live]);
      }
    }
    current = live > 0 ? least() : -1;
    return live > 0;
  }

  /** Without a branch for each: which walk is next is anybody's guess. */
  private int least() {
    long least = heads[0];
    for (int i = 1; i < live; i++) {
      least = Math.min(least, heads[i]);
    }
    return (int) (least & WALK_MASK);
  }

  @Override
  public long key() {
    return (heads[current] ^ Long.MIN_VALUE) & ~WALK_MASK;
  }

  @Override
  public int shard() {
    return walks[current].shard();
  }
}
