package io.dagstore.distribution.rpc;

import io.dagstore.core.api.Catalogue;
import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.ShardInfo;
import io.dagstore.core.api.ShardQuery;
import io.dagstore.core.api.ShardState;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Indexes all new shards of a store, several at once; a shard that fails does not stop the rest.
 */
public final class BulkInitialization {
  private static final int MOST_AT_ONCE = 1024;

  private final Catalogue store;
  private final Predicate<URI> ready;
  private final ThreadFactory threads;

  /** Takes down what happens. */
  @FunctionalInterface
  public interface Listener {
    /** Takes one event, in its order; while it waits, no further shard begins. */
    void event(InitializeEvent event) throws InterruptedException;
  }

  /**
   * The work on this store.
   *
   * @param ready whether a mount can be read at once, without unsealing or the like
   * @param threads makes the threads it runs on
   */
  public BulkInitialization(Catalogue store, Predicate<URI> ready, ThreadFactory threads) {
    this.store = store;
    this.ready = ready;
    this.threads = threads;
  }

  /**
   * Does the work; an interrupt ends it, and shards that are begun may be finished by the store.
   *
   * @param concurrency shards at once, 0: as many as the store takes
   * @param includeSealed also shards whose mount is not ready
   * @throws IllegalArgumentException if concurrency is negative
   */
  public void run(int concurrency, boolean includeSealed, Listener listener)
      throws IOException, InterruptedException {
    if (concurrency < 0) {
      throw new IllegalArgumentException("concurrency: expected 0 or more, got " + concurrency);
    }
    var run = new Run(listener, store.stat().shards().getOrDefault(ShardState.NEW, 0L));
    int most = concurrency == 0 ? MOST_AT_ONCE : Math.min(concurrency, MOST_AT_ONCE);
    try (var executor = Executors.newThreadPerTaskExecutor(threads)) {
      try {
        run.all(executor, new Semaphore(most), includeSealed);
      } catch (IOException | InterruptedException | RuntimeException e) {
        executor.shutdownNow();
        throw e;
      }
    }
    run.check();
  }

  private final class Run {
    private final Listener listener;
    private final AtomicReference<@Nullable Throwable> listenerFailed = new AtomicReference<>();
    private int total;
    private int current;

    Run(Listener listener, long total) {
      this.listener = listener;
      this.total = (int) Math.min(total, Integer.MAX_VALUE);
    }

    void all(ExecutorService executor, Semaphore slots, boolean includeSealed)
        throws IOException, InterruptedException {
      var shards = new ShardPages(store, ShardQuery.FIRST.state(ShardState.NEW));
      while (shards.hasNext()) {
        var shard = shards.next();
        if (!includeSealed && !ready.test(shard.mount())) {
          total--;
          continue;
        }
        slots.acquire();
        check();
        int mine = ++current;
        int of = Math.max(total, mine);
        executor.execute(() -> {
          try {
            one(shard, mine, of);
          } finally {
            slots.release();
          }
        });
      }
    }

    private void one(ShardInfo shard, int mine, int of) {
      var key = shard.key().value();
      try {
        listener.event(new InitializeEvent(key, InitializeEvent.START, false, "", of, mine));
        var error = initialize(shard);
        listener.event(
            new InitializeEvent(key, InitializeEvent.END, error.isEmpty(), error, of, mine));
      } catch (InterruptedException | RuntimeException e) {
        listenerFailed.compareAndSet(null, e);
      }
    }

    private String initialize(ShardInfo shard) throws InterruptedException {
      try {
        store.initialize(shard.key());
        return "";
      } catch (IOException | DagStoreException e) {
        return String.valueOf(e.getMessage());
      }
    }

    private void check() throws InterruptedException {
      switch (listenerFailed.get()) {
        case null -> {}
        case InterruptedException _ ->
            throw new InterruptedException("the listener was interrupted");
        case RuntimeException e -> throw e;
        case Throwable e -> throw new IllegalStateException(e);
      }
    }
  }
}
