package io.dagstore.distribution.rpc;

import io.dagstore.distribution.rpc.RpcException.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What runs for callers: so many at once, none for ever, and none after the end. */
final class Calls implements AutoCloseable {
  private static final Duration LAST_WAIT = Duration.ofSeconds(10);

  private final int most;
  private final Duration longest;
  private final Semaphore free;
  private final Semaphore answering = new Semaphore(Integer.MAX_VALUE);
  private final ExecutorService executor;
  private volatile boolean stopping;

  Calls(RpcLimits limits, ThreadFactory threads) {
    this.most = limits.calls();
    this.longest = limits.callTime();
    this.free = new Semaphore(most);
    this.executor = Executors.newThreadPerTaskExecutor(threads);
  }

  /**
   * Runs the work on a thread of its own and waits for it. A caller that waits too long, or is
   * interrupted, interrupts it; its place is free again when it has ended.
   *
   * @throws RpcException if too much runs already, or it took too long
   */
  @Nullable Object run(String name, Callable<@Nullable Object> work)
      throws IOException, InterruptedException {
    var running = start(work);
    try {
      return running.get(longest.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new RpcException(
          Kind.TIMED_OUT,
          name + ": expected an end within " + longest + ", got none; the work may go on");
    } catch (ExecutionException e) {
      throw thrown(e.getCause());
    } finally {
      running.cancel(true);
    }
  }

  private Future<@Nullable Object> start(Callable<@Nullable Object> work) {
    var place = enter();
    try {
      return executor.submit(() -> {
        try (place) {
          return work.call();
        }
      });
    } catch (RejectedExecutionException e) {
      place.close();
      throw stops();
    }
  }

  /**
   * A place among those that run, free again when it is closed.
   *
   * @throws RpcException if there is none
   */
  Place enter() {
    if (stopping) {
      throw stops();
    }
    if (!free.tryAcquire()) {
      throw new RpcException(
          Kind.OVERLOADED, "expected fewer than " + most + " calls at once, got one more");
    }
    return free::release;
  }

  /** A place among those that run. */
  interface Place extends AutoCloseable {
    @Override
    void close();
  }

  /** Says that somebody is being answered, until it is closed; the end waits for that. */
  Place answering() {
    answering.acquireUninterruptibly();
    return answering::release;
  }

  /** Answers somebody on a thread of its own; what it does takes its own place. */
  void execute(Runnable answer) {
    var place = answering();
    try {
      executor.execute(() -> {
        try (place) {
          answer.run();
        }
      });
    } catch (RejectedExecutionException e) {
      place.close();
      throw stops();
    }
  }

  private static RpcException stops() {
    return new RpcException(Kind.OVERLOADED, "the node is stopping");
  }

  private static RuntimeException thrown(@Nullable Throwable cause)
      throws IOException, InterruptedException {
    switch (cause) {
      case IOException e -> throw e;
      case InterruptedException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case null, default -> throw new IllegalStateException("a call failed", cause);
    }
  }

  /** Takes nothing new from here on. */
  void refuse() {
    stopping = true;
  }

  /** Waits until what runs has ended and is answered, at most so long. */
  void drain(Duration grace) throws InterruptedException {
    if (answering.tryAcquire(Integer.MAX_VALUE, grace.toNanos(), TimeUnit.NANOSECONDS)) {
      answering.release(Integer.MAX_VALUE);
    }
  }

  /** Cuts off what runs. */
  @Override
  public void close() {
    refuse();
    executor.shutdownNow();
    try {
      executor.awaitTermination(LAST_WAIT.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
