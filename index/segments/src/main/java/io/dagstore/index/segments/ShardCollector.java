package io.dagstore.index.segments;

/** Takes the shards that a lookup finds. */
interface ShardCollector {
  void add(int shard);

  boolean wantsMore();
}
