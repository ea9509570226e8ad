package io.dagstore.index.segments;

import java.io.IOException;

/**
 * A segment that counts, and which of its shards no longer do.
 *
 * @param number of the segment
 * @param segment its file
 * @param removed shards that were taken out
 */
record Live(long number, Segment segment, ShardSet removed) {
  boolean holds(int shard) throws IOException {
    return !removed.contains(shard) && segment.shards().contains(shard);
  }

  Live without(int shard) {
    return new Live(number, segment, removed.with(shard));
  }

  /** Returns the shards that count. */
  ShardSet shards() throws IOException {
    return segment.shards().without(removed);
  }

  int shardCount() {
    return segment.shardCount() - removed.size();
  }

  boolean isEmpty() {
    return !removed.isEmpty() && shardCount() == 0;
  }
}
