package io.dagstore.core.store;

import io.dagstore.core.api.index.ShardIndex;
import io.dagstore.core.files.Source;
import org.jspecify.annotations.Nullable;

/**
 * An open shard as one read sees it: the index it looks things up in, which another may replace for
 * reads to come, and what goes with the numbers of its entries.
 */
final class Lookup {
  private final OpenShard shard;
  private final ShardIndex index;
  private final VerifiedBlocks verified;
  private final @Nullable Lookup before;
  private volatile boolean sound;

  Lookup(OpenShard shard, ShardIndex index, @Nullable Lookup before) {
    this.before = before;
    this.shard = shard;
    this.index = index;
    this.verified = new VerifiedBlocks(index.entries());
  }

  OpenShard shard() {
    return shard;
  }

  Source source() {
    return shard.source();
  }

  ShardIndex index() {
    return index;
  }

  /** What reads saw before this took its place. */
  @Nullable Lookup before() {
    return before;
  }

  VerifiedBlocks verified() {
    return verified;
  }

  /** True once the index was found sound as a whole: what is wrong is not its fault. */
  boolean sound() {
    return sound;
  }

  void foundSound() {
    sound = true;
  }
}
