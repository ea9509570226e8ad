package io.dagstore.distribution.runtime.config;

import io.dagstore.core.api.VerifyPolicy;

/**
 * The store.
 *
 * @param verify when blocks are hashed
 * @param maxOpenShards shards that stay open while nobody holds them
 */
public record StoreSection(VerifyPolicy verify, int maxOpenShards) {
  /** At three mappings each they stay below the 65,530 that a Linux process may have. */
  private static final int MOST_OPEN = 20_000;

  static StoreSection of(Section in) {
    return new StoreSection(
        in.choice(
            "verify", "When a block is hashed and compared with its CID.", VerifyPolicy.FIRST_READ),
        in.integer(
            "max_open_shards",
            "Shards that stay open while nobody holds them.",
            16_384,
            1,
            MOST_OPEN));
  }
}
