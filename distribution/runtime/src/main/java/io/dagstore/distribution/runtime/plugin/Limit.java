package io.dagstore.distribution.runtime.plugin;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** How many may do something at once; the others wait. Thread-safe. */
final class Limit {
  private final @Nullable Semaphore room;

  private Limit(@Nullable Semaphore room) {
    this.room = room;
  }

  /** A limit of this many, 0: none. */
  static Limit of(int most) {
    return new Limit(most == 0 ? null : new Semaphore(most));
  }

  /** What is done within the limit. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws IOException;
  }

  <T> T run(Work<T> work) throws IOException {
    enter();
    try {
      return work.run();
    } finally {
      leave();
    }
  }

  /** Waits until there is room, and takes it until {@link #leave}. */
  void enter() throws IOException {
    if (room == null) {
      return;
    }
    try {
      room.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for a mount");
    }
  }

  /** Gives back what {@link #enter} took. */
  void leave() {
    if (room != null) {
      room.release();
    }
  }
}
