package io.dagstore.core.store;

import io.dagstore.core.api.StoreEvent;
import io.dagstore.core.api.index.ShardIndex;
import java.io.IOException;

/** Makes again what can be made again of one shard. Whoever calls is alone with the shard. */
final class Mender {
  private final Parts parts;
  private final ShardWalks walks;

  Mender(Parts parts, ShardWalks walks) {
    this.parts = parts;
    this.walks = walks;
  }

  /** Indexes the shard again from its bytes, in both indices. */
  void index(ShardRecord shard, Finding why) throws IOException {
    walks.rebuild(shard, "the doctor found: " + why.invariant().id());
  }

  /** Takes the shard's keys into the inverted index, in place of those it has. */
  void takeIn(ShardRecord shard, ShardIndex index, Finding why) throws IOException {
    parts.inverted().add(shard.number(), index.sortedKeys());
    parts
        .events()
        .on(new StoreEvent.Repaired(shard.key(), "the doctor found: " + why.invariant().id()));
  }
}
