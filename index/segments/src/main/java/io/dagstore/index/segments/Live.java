package io.dagstore.index.segments;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A segment that counts, and which of its shards no longer do.
 *
 * @param number of the segment
 * @param segment its file
 * @param filter which keys it may have
 * @param removals shards that were taken out
 */
record Live(long number, Segment segment, KeyFilter filter, Removals removals) {
  Live(long number, Segment segment, KeyFilter filter) {
    this(number, segment, filter, new Removals());
  }

  /** Looks for the shards of a key, as {@link Segment#find} does. */
  int find(long key, long version, @Nullable Candidates all) throws IOException {
    return filter.mayHave(key) ? segment.find(key, removals, version, all) : Lines.NONE;
  }

  /** Begins to fetch what a lookup of this key reads first, as {@link Segment#fetch} does. */
  long fetch(long key) {
    return filter.mayHave(key) ? segment.fetch(key) : 0;
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
