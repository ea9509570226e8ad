package io.dagstore.index.segments;

import io.dagstore.core.api.index.LongCursor;
import java.io.IOException;

/** The pairs of one shard. */
record ShardPostings(LongCursor keys, int shard) implements Postings {
  @Override
  public boolean next() throws IOException {
    return keys.next();
  }

  @Override
  public long key() {
    return keys.value();
  }
}
