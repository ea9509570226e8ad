package io.dagstore.distribution.runtime.config;

import io.dagstore.core.api.VerifyPolicy;

/**
 * The store.
 *
 * @param verify when blocks are hashed
 * @param maxOpenShards shards that stay open while nobody holds them
 */
public record StoreSection(VerifyPolicy verify, int maxOpenShards) {
  static StoreSection of(Section in) {
    return new StoreSection(
        in.choice(
            "verify", "When a block is hashed and compared with its CID.", VerifyPolicy.FIRST_READ),
        in.integer(
            "max_open_shards",
            "Shards that stay open while nobody holds them.",
            1024,
            1,
            Section.MANY));
  }
}
