package io.dagstore.distribution.cli;

import io.dagstore.core.car.Work;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Threads for one piece of work, as many as there are processors; closing waits for them. */
final class Hands implements AutoCloseable {
  private final ExecutorService executor;
  private final int parallelism;

  private Hands(ExecutorService executor, int parallelism) {
    this.executor = executor;
    this.parallelism = parallelism;
  }

  static Hands all() {
    var processors = Runtime.getRuntime().availableProcessors();
    return new Hands(
        Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("work-", 0).factory()),
        processors);
  }

  ExecutorService executor() {
    return executor;
  }

  int parallelism() {
    return parallelism;
  }

  Work work() {
    return new Work(executor, parallelism);
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
