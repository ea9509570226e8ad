package io.dagstore.core.store;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Calls back once, after some time. Whoever hands one in decides what time is, so that a test moves
 * it instead of waiting. Thread-safe.
 */
@FunctionalInterface
public interface Timer {
  /**
   * Asks for one call of the task when this time has passed, on any thread.
   *
   * @param task is quick and throws nothing
   * @return takes the wish back; the task may be on its way already
   */
  Runnable after(Duration time, Runnable task);

  /** By the system's own time; needs no thread of its own. */
  static Timer system() {
    return (time, task) -> {
      var alarm = new CompletableFuture<Boolean>();
      var _ = alarm.thenAccept(_ -> task.run());
      var _ = alarm.completeOnTimeout(true, time.toNanos(), TimeUnit.NANOSECONDS);
      return () -> alarm.cancel(false);
    };
  }
}
