package io.dagstore.core.car;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Gives tasks to other threads while one thread goes on. When all hands are full a task is done
 * here, and whoever waits does what nobody has begun: so no executor is too small or too busy. For
 * one thread.
 */
final class Hands {
  private final Work work;
  private final int most;
  private final ArrayDeque<FutureTask<Void>> given = new ArrayDeque<>();
  private @Nullable Throwable failure;

  /** With {@code waiting} tasks for each hand, the one being done included. */
  Hands(Work work, int waiting) {
    this.work = work;
    this.most = work.parallelism() == 1 ? 0 : waiting * work.parallelism();
  }

  /** What is to be done. */
  interface Task {
    void run() throws IOException;
  }

  /** Gives the task away, or does it. Throws what a task given before has met. */
  void give(Task task) throws IOException {
    collect();
    if (given.size() >= most) {
      task.run();
      return;
    }
    var future =
        new FutureTask<Void>(() -> {
          task.run();
          return null;
        });
    given.add(future);
    work.executor().execute(future);
  }

  private void collect() throws IOException {
    while (!given.isEmpty() && given.peek().isDone()) {
      finish(given.remove());
    }
    throwFailure();
  }

  /** Waits until all that was given is done, and throws what the first of it met. */
  void await() throws IOException {
    boolean interrupted = false;
    while (!given.isEmpty()) {
      var future = given.remove();
      future.run();
      interrupted |= finish(future);
    }
    throwFailure();
    if (interrupted) {
      throw new InterruptedIOException("interrupted while others worked");
    }
  }

  /** Waits for one task; true if this thread was interrupted, which is no reason to leave it. */
  private boolean finish(FutureTask<Void> future) {
    boolean interrupted = false;
    while (true) {
      try {
        future.get();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (ExecutionException e) {
        failure = failure == null ? e.getCause() : failure;
        break;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return interrupted;
  }

  private void throwFailure() throws IOException {
    switch (failure) {
      case null -> {}
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IOException(failure);
    }
  }
}
