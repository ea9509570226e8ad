package io.dagstore.core.store;

import io.dagstore.core.api.DagStoreException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Orders changes and makes them durable: all who wait while one commit runs share the next. Commits
 * run one after the other on a thread that is there only while somebody waits. After a failure
 * nothing is changed or durable any more: nobody knows what is. Thread-safe.
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

  private volatile @Nullable Throwable failure;

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

  /** Why nothing is durable any more; null: all is well. */
  @Nullable Throwable failure() {
    return failure;
  }

  private void check() {
    if (failure != null) {
      throw new IllegalStateException("a commit before failed", failure);
    }
  }

  /** Makes a change, alone; what throws anything but an answer may have made it by half. */
  <T extends @Nullable Object> T put(Supplier<T> change) {
    lock.lock();
    try {
      check();
      var result = change.get();
      changed++;
      return result;
    } catch (DagStoreException | IllegalArgumentException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      fail(e);
      throw e;
    } finally {
      lock.unlock();
    }
  }

  private void fail(Throwable why) {
    if (failure == null) {
      failure = why;
    }
  }

  /** The commit that makes durable what was changed before; it has begun or soon does. */
  FutureTask<?> begun() {
    lock.lock();
    try {
      if (changed == durable && failure == null) {
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
    try {
      long covered = written();
      force.run();
      lock.lock();
      try {
        durable = covered;
      } finally {
        lock.unlock();
      }
    } catch (RuntimeException | Error e) {
      fail(e);
      throw e;
    }
  }

  /** Returns how many changes are written now. */
  private long written() {
    lock.lock();
    try {
      next = newCommit();
      awaited = false;
      check();
      write.run();
      return changed;
    } finally {
      lock.unlock();
    }
  }
}
