package io.dagstore.distribution.runtime.config;

import io.dagstore.core.api.VerifyPolicy;

/**
 * The store.
 *
 * @param verify when blocks are hashed
 * @param maxOpenShards shards that stay open while nobody holds them
 * @param copiesMax bytes of room for local copies of what cannot be read at random, 0: no limit
 * @param copiesHigh percent of it at which copies that nobody reads begin to go
 * @param copiesLow percent of it at which they stop going
 */
public record StoreSection(
    VerifyPolicy verify, int maxOpenShards, long copiesMax, int copiesHigh, int copiesLow) {
  /** At three mappings each they stay below the 65,530 that a Linux process may have. */
  private static final int MOST_OPEN = 20_000;

  private static final long STANDARD = 64L << 30;
  private static final long MOST = 1L << 50;

  static StoreSection of(Section in) {
    var store =
        new StoreSection(
            in.choice(
                "verify",
                "When a block is hashed and compared with its CID.",
                VerifyPolicy.FIRST_READ),
            in.integer(
                "max_open_shards",
                "Shards that stay open while nobody holds them.",
                16_384,
                1,
                MOST_OPEN),
            in.size(
                "copies_max",
                "Room for local copies of what comes in one pass only; 0: no limit.",
                STANDARD,
                0,
                MOST),
            in.integer(
                "copies_high",
                "Percent of that room at which copies that nobody reads begin to go.",
                90,
                1,
                100),
            in.integer(
                "copies_low",
                "Percent of that room at which they stop going, at most `copies_high`.",
                75,
                1,
                100));
    in.expect(store.copiesLow <= store.copiesHigh, "copies_low", "at most copies_high");
    return store;
  }
}
