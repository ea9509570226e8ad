package io.dagstore.index.chronicle;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Lets many in, and tells the one who is the last to leave once it has ended: what is behind it is
 * unmapped then, and nobody waits for it. Entering and leaving touch one counter of many, so that
 * threads do not meet. Thread-safe.
 */
final class Gate {
  private static final int STRIPES = 64;

  /** Numbers that share no cache line. */
  private static final int SPREAD = 16;

  private final AtomicLongArray inside = new AtomicLongArray(STRIPES * SPREAD);
  private final AtomicBoolean told = new AtomicBoolean();
  private final Runnable empty;
  private volatile boolean ended;

  /**
   * One that is open.
   *
   * @param empty runs once, when it has ended and nobody is inside
   */
  Gate(Runnable empty) {
    this.empty = empty;
  }

  /** Where to {@link #leave}, or -1 if it has ended. */
  int enter() {
    int stripe = (int) (Thread.currentThread().threadId() & (STRIPES - 1)) * SPREAD;
    inside.incrementAndGet(stripe);
    if (ended) {
      leave(stripe);
      return -1;
    }
    return stripe;
  }

  void leave(int stripe) {
    inside.decrementAndGet(stripe);
    if (ended) {
      tellIfEmpty();
    }
  }

  /** Lets nobody in any more. */
  void end() {
    ended = true;
    tellIfEmpty();
  }

  /** Who enters after the end is out again at once, so that no stripe fills behind this look. */
  private void tellIfEmpty() {
    for (int i = 0; i < STRIPES; i++) {
      if (inside.get(i * SPREAD) != 0) {
        return;
      }
    }
    if (told.compareAndSet(false, true)) {
      empty.run();
    }
  }
}
