package io.dagstore.core.car;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Gives tasks to other threads while one thread goes on; when all hands are full, the task is done
 * here. The first failure stops the giving and is thrown by the next call.
 */
final class Hands {
  private final Work work;
  private final int slotCount;
  private final Semaphore slots;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  /** With {@code waiting} tasks for each hand, the one being done included. */
  Hands(Work work, int waiting) {
    this.work = work;
    this.slotCount = work.parallelism() == 1 ? 0 : waiting * work.parallelism();
    this.slots = new Semaphore(slotCount);
  }

  /** What is to be done. */
  interface Task {
    void run() throws IOException;
  }

  void give(Task task) throws IOException {
    throwFailure();
    if (!slots.tryAcquire()) {
      task.run();
      return;
    }
    try {
      work.executor().execute(() -> runApart(task));
    } catch (RuntimeException e) {
      slots.release();
      throw e;
    }
  }

  private void runApart(Task task) {
    try {
      task.run();
    } catch (IOException | RuntimeException | Error e) {
      failure.compareAndSet(null, e);
    } finally {
      slots.release();
    }
  }

  /** Waits until all that was given is done. */
  void await() throws IOException {
    try {
      slots.acquire(slotCount);
    } catch (InterruptedException e) {
      slots.acquireUninterruptibly(slotCount);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while others worked");
    } finally {
      slots.release(slotCount);
    }
    throwFailure();
  }

  private void throwFailure() throws IOException {
    switch (failure.get()) {
      case null -> {}
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IOException(e);
    }
  }
}
