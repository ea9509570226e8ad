package io.dagstore.core.store;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often, and after which time, a shard is tried again that failed because the world did. The
 * time doubles with each retry, and half of it is left to chance, so that shards which failed
 * together are not tried together.
 *
 * @param retries most retries in a row of one shard, 0: none; a success begins anew
 * @param first longest time to the first retry
 * @param longest longest time to any retry
 */
public record RetryPolicy(int retries, Duration first, Duration longest) {
  /** Nothing is tried again by itself. */
  public static final RetryPolicy NONE =
      new RetryPolicy(0, Duration.ofSeconds(5), Duration.ofHours(1));

  /** 10 times, after 5 seconds at first and an hour at last: 85 minutes altogether. */
  public static final RetryPolicy STANDARD =
      new RetryPolicy(10, Duration.ofSeconds(5), Duration.ofHours(1));

  private static final int MOST_DOUBLINGS = 30;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if there are less than no retries, or it is not 1 ms ≤ first ≤
   *     longest
   */
  public RetryPolicy {
    if (retries < 0) {
      throw new IllegalArgumentException("retries: expected 0 or more, got " + retries);
    }
    if (first.toMillis() < 1 || first.compareTo(longest) > 0) {
      throw new IllegalArgumentException(
          "times to a retry: expected 1 ms <= first <= longest, got " + first + " and " + longest);
    }
  }

  /** The time to the next retry after so many in a row: half of it or more. */
  Duration delay(int before, RandomGenerator random) {
    long most = longest.toMillis();
    long doubled = first.toMillis() << Math.min(before, MOST_DOUBLINGS);
    long whole = doubled <= 0 || doubled > most ? most : doubled;
    return Duration.ofMillis(whole - random.nextLong(whole / 2 + 1));
  }
}
