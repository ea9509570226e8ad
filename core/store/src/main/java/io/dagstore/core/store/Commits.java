package io.dagstore.core.store;

import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Orders changes and makes them durable: all who wait while one commit runs share the next. Commits
 * run one after the other on a thread that is there only while somebody waits. Thread-safe.
 */
final class Commits {
  private final Runnable write;
  private final Runnable force;
  private final ReentrantLock lock = new ReentrantLock();

  /** How many changes were made, and how many of them are durable. */
  private long changed;

  private long durable;

  /** The commit that covers what was changed until now, and whether somebody waits for it. */
  private FutureTask<?> next = newCommit();

  private boolean awaited;
  private boolean running;

  private final FutureTask<?> nothing = new FutureTask<>(() -> {}, null);

  /**
   * Commits by these two.
   *
   * @param write writes all changes as one step; no change is made meanwhile
   * @param force makes durable what was written
   */
  Commits(Runnable write, Runnable force) {
    this.write = write;
    this.force = force;
    nothing.run();
  }

  /** Makes a change, alone. */
  <T extends @Nullable Object> T put(Supplier<T> change) {
    lock.lock();
    try {
      var result = change.get();
      changed++;
      return result;
    } finally {
      lock.unlock();
    }
  }

  /** The commit that makes durable what was changed before; it has begun or soon does. */
  FutureTask<?> begun() {
    lock.lock();
    try {
      if (changed == durable) {
        return nothing;
      }
      awaited = true;
      if (!running) {
        running = true;
        Thread.ofVirtual().name("dagstore-commit").start(this::run);
      }
      return next;
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    for (var commit = take(); commit != null; commit = take()) {
      commit.run();
    }
  }

  private @Nullable FutureTask<?> take() {
    lock.lock();
    try {
      running = awaited;
      return awaited ? next : null;
    } finally {
      lock.unlock();
    }
  }

  private FutureTask<?> newCommit() {
    return new FutureTask<>(this::commit, null);
  }

  private void commit() {
    long covered;
    lock.lock();
    try {
      next = newCommit();
      awaited = false;
      covered = changed;
      write.run();
    } finally {
      lock.unlock();
    }
    force.run();
    lock.lock();
    try {
      durable = covered;
    } finally {
      lock.unlock();
    }
  }
}
