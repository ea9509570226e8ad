package io.dagstore.index.segments;

import java.io.IOException;
import java.util.List;

/** The pairs of several walks as one. For few walks: it looks at the head of each. */
final class MergedPostings implements Postings {
  private final Postings[] heads;
  private int live;
  private int current = -1;

  MergedPostings(List<? extends Postings> walks) throws IOException {
    heads = new Postings[walks.size()];
    for (Postings walk : walks) {
      if (walk.next()) {
        heads[live++] = walk;
      }
    }
  }

  @Override
  public boolean next() throws IOException {
    if (current >= 0 && !heads[current].next()) {
      heads[current] = heads[--live];
    }
    current = live > 0 ? least() : -1;
    return live > 0;
  }

  private int least() {
    int least = 0;
    for (int i = 1; i < live; i++) {
      int order = Long.compareUnsigned(heads[i].key(), heads[least].key());
      if (order < 0 || (order == 0 && heads[i].shard() < heads[least].shard())) {
        least = i;
      }
    }
    return least;
  }

  @Override
  public long key() {
    return heads[current].key();
  }

  @Override
  public int shard() {
    return heads[current].shard();
  }
}
