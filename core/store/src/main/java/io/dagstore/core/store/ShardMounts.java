package io.dagstore.core.store;

import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.mount.MountProvider;
import io.dagstore.core.api.mount.MountRegistry;

/** Knows which shards can be opened now, and whether a provider that was used is still there. */
record ShardMounts(MountRegistry registry) {

  /** True where a provider answers for the scheme of its mount. */
  boolean here(ShardRecord shard) {
    return registry.provider(shard.scheme()).isPresent();
  }

  /**
   * The provider that opens it now.
   *
   * @throws DagStoreException.ShardUnavailable if there is none
   */
  MountProvider provider(ShardRecord shard) {
    return registry.provider(shard.scheme()).orElseThrow(() -> unavailable(shard));
  }

  /** One and the same: providers are foreign, and may call others their equals. */
  @SuppressWarnings("ReferenceEquality")
  static boolean same(MountProvider one, MountProvider other) {
    return one == other;
  }

  /** Whether this provider still opens the shard, and has not left or made room for another. */
  boolean keeps(MountProvider provider, ShardRecord shard) {
    return registry.provider(shard.scheme()).filter(now -> same(now, provider)).isPresent();
  }

  /** The answer to who wants a shard that nobody can open now. */
  static DagStoreException.ShardUnavailable unavailable(ShardRecord shard) {
    return new DagStoreException.ShardUnavailable(shard.key(), shard.scheme());
  }
}
