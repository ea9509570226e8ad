package io.dagstore.core.store;

import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.ShardKey;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * Runs the work of each shard one after the other, and that of different shards at once. A lane is
 * there only while its shard has work. Work does not run on the thread of its caller, so that a
 * caller who is interrupted stops only its own wait.
 */
final class Lanes {
  /** For work that began right after it was to be interrupted. */
  private static final int INTERRUPT_AGAIN_MILLIS = 50;

  private final Executor executor;
  private final Map<ShardKey, Lane> busy = new ConcurrentHashMap<>();

  /** Held for reading by what runs, and for writing by what must run alone. */
  private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock();

  private volatile boolean stopped;

  /** Work that must not find any lane at work. */
  @FunctionalInterface
  interface Lonely {
    void run() throws IOException;
  }

  Lanes(Executor executor) {
    this.executor = executor;
  }

  /** Runs the work behind what the shard has waiting, and waits for its answer. */
  <T> T run(ShardKey key, Callable<T> work) throws IOException, InterruptedException {
    try {
      return start(key, work).get();
    } catch (ExecutionException e) {
      throw rethrow(e.getCause());
    }
  }

  /**
   * As {@link #run}, but stands behind others no longer than to this end; empty: that came first.
   */
  <T> Optional<T> run(ShardKey key, Callable<T> work, CompletableFuture<?> end)
      throws IOException, InterruptedException {
    var begun = new CompletableFuture<@Nullable Void>();
    var task = start(key, work, () -> begun.complete(null));
    try {
      var _ = CompletableFuture.anyOf(begun, end).get();
      // Work that runs may bring that end about itself, before its own.
      return begun.isDone() ? Optional.of(task.get()) : Optional.empty();
    } catch (ExecutionException e) {
      throw rethrow(e.getCause());
    }
  }

  /** Queues the work behind what the shard has waiting; what becomes of it is told by events. */
  void queue(ShardKey key, Callable<?> work) {
    var _ = start(key, work);
  }

  private <T> FutureTask<T> start(ShardKey key, Callable<T> work) {
    return start(key, work, () -> {});
  }

  private <T> FutureTask<T> start(ShardKey key, Callable<T> work, Runnable before) {
    var task =
        new FutureTask<T>(() -> {
          gate.readLock().lock();
          try {
            before.run();
            return inTurn(work);
          } finally {
            gate.readLock().unlock();
          }
        });
    busy.compute(
        key,
        (_, lane) -> {
          if (lane != null) {
            lane.waiting.add(task);
            return lane;
          }
          var started = new Lane(key, task);
          executor.execute(started);
          return started;
        });
    return task;
  }

  private <T> T inTurn(Callable<T> work) throws Exception {
    if (stopped) {
      throw new DagStoreException.StoreClosed();
    }
    // What was meant for the work before, or for none.
    Thread.interrupted();
    return work.call();
  }

  /** Interrupts what runs, lets what waits go on waiting, and does this alone. */
  void alone(Lonely work) throws IOException, InterruptedException {
    do {
      busy.values().forEach(Lane::interrupt);
    } while (!gate.writeLock().tryLock(INTERRUPT_AGAIN_MILLIS, TimeUnit.MILLISECONDS));
    try {
      work.run();
    } finally {
      gate.writeLock().unlock();
    }
  }

  boolean stopped() {
    return stopped;
  }

  /** Interrupts what runs, refuses what waits, and returns when all lanes have ended. */
  void stop() {
    stopped = true;
    boolean interrupted = false;
    for (var lane : busy.values()) {
      lane.interrupt();
    }
    for (var lane : busy.values()) {
      interrupted |= lane.await();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Throws what ended the work that somebody waited for. */
  static RuntimeException rethrow(@Nullable Throwable cause) throws IOException {
    switch (cause) {
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case null, default -> throw new IOException(cause);
    }
  }

  private final class Lane implements Runnable {
    private final ShardKey key;
    private final Queue<FutureTask<?>> waiting = new ArrayDeque<>();
    private final Object guard = new Object();
    private @Nullable Thread thread;
    private boolean ended;

    Lane(ShardKey key, FutureTask<?> first) {
      this.key = key;
      waiting.add(first);
    }

    @Override
    public void run() {
      synchronized (guard) {
        thread = Thread.currentThread();
      }
      for (var task = next(); task != null; task = next()) {
        task.run();
      }
      synchronized (guard) {
        thread = null;
        ended = true;
        guard.notifyAll();
      }
    }

    private @Nullable FutureTask<?> next() {
      var task = new FutureTask<?>[1];
      busy.compute(
          key,
          (_, _) -> {
            task[0] = waiting.poll();
            return task[0] == null ? null : this;
          });
      return task[0];
    }

    void interrupt() {
      synchronized (guard) {
        if (thread != null) {
          thread.interrupt();
        }
      }
    }

    /** Returns when the lane has ended; true: the caller was interrupted meanwhile. */
    boolean await() {
      boolean interrupted = false;
      synchronized (guard) {
        while (!ended) {
          try {
            guard.wait();
          } catch (InterruptedException e) {
            interrupted = true;
          }
        }
      }
      return interrupted;
    }
  }
}
