package io.dagstore.distribution.runtime.plugin;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How long a caller waits: from the call on, or from its last sign of life. For one call. */
final class Patience {
  private final Duration limit;
  private volatile long last = System.nanoTime();

  private Patience(Duration limit) {
    this.limit = limit;
  }

  static Patience of(Duration limit) {
    return new Patience(limit);
  }

  Duration limit() {
    return limit;
  }

  /** A sign of life: the wait begins anew. */
  void renew() {
    last = System.nanoTime();
  }

  /** Nanoseconds that it still lasts, never less than none. */
  long left() {
    return Math.max(0, limit.toNanos() - (System.nanoTime() - last));
  }

  /** Waits for the answer as long as the patience lasts. */
  <T> T await(CompletableFuture<T> answer)
      throws InterruptedException, ExecutionException, TimeoutException {
    while (true) {
      try {
        return answer.get(left(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        if (left() == 0) {
          throw e;
        }
      }
    }
  }
}
