package io.dagstore.core.car;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** The same task run several times beside each other. The first failure is thrown at the join. */
final class Parallel {
  private final List<FutureTask<Void>> tasks;

  private Parallel(List<FutureTask<Void>> tasks) {
    this.tasks = tasks;
  }

  /** What is run; it takes its share from something that all of them know. */
  interface Task {
    void run() throws IOException;
  }

  /** Starts {@code task} as often as {@code work} allows, at most {@code most} times. */
  static Parallel of(Work work, int most, Task task) {
    var tasks = new ArrayList<FutureTask<Void>>();
    for (int i = 0; i < Math.min(work.parallelism(), most); i++) {
      var future =
          new FutureTask<Void>(() -> {
            task.run();
            return null;
          });
      tasks.add(future);
      work.executor().execute(future);
    }
    return new Parallel(tasks);
  }

  /** Waits for all of them, also when one fails or this thread is interrupted. */
  void join() throws IOException {
    Throwable failure = null;
    boolean interrupted = false;
    for (var task : tasks) {
      for (boolean done = false; !done; ) {
        try {
          task.get();
          done = true;
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          failure = failure == null ? e.getCause() : failure;
          done = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure != null) {
      throwAgain(failure);
    }
    if (interrupted) {
      throw new InterruptedIOException("interrupted while waiting for work on other threads");
    }
  }

  private static void throwAgain(Throwable failure) throws IOException {
    switch (failure) {
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IOException(failure);
    }
  }
}
