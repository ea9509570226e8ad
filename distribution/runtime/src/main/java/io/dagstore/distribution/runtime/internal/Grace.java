package io.dagstore.distribution.runtime.internal;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * How long a stop waits for what is being done: one time for all who wait, from its beginning on.
 * Thread-safe.
 */
final class Grace {
  private final Duration time;
  private final LongSupplier nanos;
  private OptionalLong begun = OptionalLong.empty();

  /**
   * A time that has not begun.
   *
   * @param nanos tells time as {@link System#nanoTime} does: a node's clock may stand still
   */
  Grace(Duration time, LongSupplier nanos) {
    this.time = time;
    this.nanos = nanos;
  }

  /** Begins it, unless it has begun. */
  synchronized void begin() {
    if (begun.isEmpty()) {
      begun = OptionalLong.of(nanos.getAsLong());
    }
  }

  /** Begins it, and tells whether some of it is left. */
  synchronized boolean lasts() {
    begin();
    return nanos.getAsLong() - begun.orElseThrow() < time.toNanos();
  }
}
