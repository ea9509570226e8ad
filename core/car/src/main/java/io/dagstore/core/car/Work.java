package io.dagstore.core.car;

import java.util.concurrent.Executor;

/**
 * Hands for work that can be shared out: sorting and hashing.
 *
 * @param executor runs the tasks, each for as long as there is something to do; stays the caller's
 * @param parallelism how many tasks it is given at once
 */
public record Work(Executor executor, int parallelism) {

  /** Refuses less than one task. */
  public Work {
    if (parallelism < 1) {
      throw new IllegalArgumentException("parallelism must be at least 1, not " + parallelism);
    }
  }

  /** All on the thread that asks. */
  public static Work alone() {
    return new Work(Runnable::run, 1);
  }
}
