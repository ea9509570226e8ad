package io.dagstore.distribution.runtime.config;

import io.dagstore.core.api.RecoverOnStart;
import io.dagstore.core.api.VerifyPolicy;
import java.time.Duration;

/**
 * The store.
 *
 * @param verify when blocks are hashed
 * @param maxOpenShards shards that stay open while nobody holds them
 * @param copiesMax bytes of room for local copies of what cannot be read at random, 0: no limit
 * @param copiesHigh percent of it at which copies that nobody reads begin to go
 * @param copiesLow percent of it at which they stop going
 * @param recovery what is done about shards that fail
 */
public record StoreSection(
    VerifyPolicy verify,
    int maxOpenShards,
    long copiesMax,
    int copiesHigh,
    int copiesLow,
    Recovery recovery) {
  /** At three mappings each they stay below the 65,530 that a Linux process may have. */
  private static final int MOST_OPEN = 20_000;

  private static final int MOST_RETRIES = 1000;
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
                100),
            Recovery.of(in));
    in.expect(store.copiesLow <= store.copiesHigh, "copies_low", "at most copies_high");
    in.expect(
        store.recovery.retryFirst.compareTo(store.recovery.retryLongest) <= 0,
        "retry_longest",
        "at least retry_first");
    return store;
  }

  /**
   * Shards that fail.
   *
   * @param onStart what is done about those that are errored at the start
   * @param retries most retries in a row of one that the world failed, 0: none
   * @param retryFirst longest time to the first of them
   * @param retryLongest longest time to any of them
   */
  public record Recovery(
      RecoverOnStart onStart, int retries, Duration retryFirst, Duration retryLongest) {
    private static Recovery of(Section in) {
      return new Recovery(
          in.choice(
              "recover_on_start",
              "Errored shards at the start: left alone, recovered once by who acquires them first, or all at once in the background.",
              RecoverOnStart.RECOVER_ON_ACQUIRE),
          in.integer(
              "retries",
              "Retries in a row of a shard that failed for a reason that passes; 0: none.",
              10,
              0,
              MOST_RETRIES),
          in.duration(
              "retry_first",
              "Longest time to the first retry; it doubles with each one more.",
              Duration.ofSeconds(5),
              Duration.ofMillis(1),
              Duration.ofDays(1)),
          in.duration(
              "retry_longest",
              "Longest time to any retry, at least `retry_first`.",
              Duration.ofHours(1),
              Duration.ofMillis(1),
              Duration.ofDays(30)));
    }
  }
}
