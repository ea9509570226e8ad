package io.dagstore.distribution.bench;

import io.dagstore.core.api.index.InvertedIndex;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/**
 * Looks for random keys in an inverted index: first as fast as it can, then each lookup timed.
 *
 * @param index where to look
 * @param keys that it has
 * @param present shards of these that are looked for; 0: keys that it does not have
 * @param batch keys that are looked for at once; 1: one after the other
 */
record KeyLookups(InvertedIndex index, MadeKeys keys, int present, int batch) {

  private static final int EACH = 16;
  private static final int ROOM = 1 << 19;

  /** What all threads together saw. */
  record Outcome(Figures.Span span, long lookups, long found, List<Latencies> latencies) {}

  private record Share(long lookups, long found, Latencies latencies) {}

  /** So many lookups by each thread, without a look at the clock. */
  Outcome rate(int threads, int lookups) throws IOException, InterruptedException {
    return run(threads, thread -> untimed(thread, lookups));
  }

  /** Timed lookups, so many at most by each thread, until {@code over}; each 16th counts. */
  Outcome timed(int threads, long most, BooleanSupplier over)
      throws IOException, InterruptedException {
    return run(threads, thread -> timedShare(thread, most, over));
  }

  @FunctionalInterface
  private interface Work {
    Share run(int thread) throws IOException;
  }

  private static Outcome run(int threads, Work work) throws IOException, InterruptedException {
    var tasks = new ArrayList<Callable<Share>>();
    for (int t = 0; t < threads; t++) {
      int thread = t;
      tasks.add(() -> work.run(thread));
    }
    try (var workers = Executors.newFixedThreadPool(threads)) {
      var clock = new Figures.Clock();
      var shares = workers.invokeAll(tasks);
      var span = clock.stop();
      long lookups = 0;
      long found = 0;
      var latencies = new ArrayList<Latencies>();
      for (var share : shares) {
        lookups += share.get().lookups();
        found += share.get().found();
        latencies.add(share.get().latencies());
      }
      return new Outcome(span, lookups, found, latencies);
    } catch (ExecutionException e) {
      throw new IOException("a caller failed", e.getCause());
    }
  }

  private long key(int thread, long number) {
    long seed = ((long) thread << Integer.SIZE) + number;
    return present == 0 ? MadeKeys.absent(seed) : keys.present(seed, present);
  }

  private Share untimed(int thread, int lookups) throws IOException {
    long found = 0;
    if (batch == 1) {
      for (int i = 0; i < lookups; i++) {
        found += index.first(key(thread, i)) >= 0 ? 1 : 0;
      }
      return new Share(lookups, found, new Latencies(0));
    }
    long[] asked = new long[batch];
    var counted = new Counted();
    for (int i = 0; i < lookups; i += batch) {
      for (int j = 0; j < batch; j++) {
        asked[j] = key(thread, i + j);
      }
      index.find(asked, counted::hit);
    }
    return new Share(
        Math.ceilDiv(lookups, batch) * (long) batch, counted.positions, new Latencies(0));
  }

  private Share timedShare(int thread, long most, BooleanSupplier over) throws IOException {
    var latencies = new Latencies(ROOM);
    long found = 0;
    long i = 0;
    while (i < most && !over.getAsBoolean()) {
      long key = key(thread, i);
      long start = System.nanoTime();
      found += index.first(key) >= 0 ? 1 : 0;
      long duration = System.nanoTime() - start;
      if (i++ % EACH == 0 && i / EACH < ROOM) {
        latencies.add(duration);
      }
    }
    return new Share(i, found, latencies);
  }

  /** Counts the positions that had a hit; those of one come together or nearly so. */
  private static final class Counted {
    private int last = -1;
    private long positions;

    void hit(int position, int shard) {
      positions += position == last || shard < 0 ? 0 : 1;
      last = position;
    }
  }
}
