package io.dagstore.index.segments;

import io.dagstore.core.api.index.LongCursor;
import java.io.IOException;

/** The keys of one shard. They are walked once: a single shard needs no lists. */
record OneShard(int number, LongCursor keys) implements Contents, Pairs {
  @Override
  public int[] shards() {
    return new int[] {number};
  }

  @Override
  public Census census() {
    return new Census(keys.count(), 0, 0);
  }

  @Override
  public Pairs pairs() {
    return this;
  }

  @Override
  public boolean next() throws IOException {
    return keys.next();
  }

  @Override
  public long key() {
    return Layout.keyOf(keys.value());
  }

  @Override
  public int shard() {
    return 0;
  }
}
