package io.dagstore.index.segments;

import java.io.IOException;

/**
 * A segment that counts, and which of its shards no longer do.
 *
 * @param number of the segment
 * @param segment its file
 * @param removals shards that were taken out
 */
record Live(long number, Segment segment, Removals removals) {
  Live(long number, Segment segment) {
    this(number, segment, new Removals());
  }

  /** Tells whether the shard is here at the newest version. */
  boolean holds(int shard) throws IOException {
    return !removals.contains(shard, Long.MAX_VALUE) && segment.holds(shard);
  }

  /** Returns the shards that count at this version. */
  ShardSet shards(long version) throws IOException {
    return segment.shards().without(removals.at(version));
  }

  int shardCount() {
    return segment.shardCount() - removals.size();
  }

  boolean isEmpty() {
    return shardCount() == 0;
  }
}
