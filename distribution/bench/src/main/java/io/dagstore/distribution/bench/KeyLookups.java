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

  /** Keys that are made before a stretch of lookups, whose time alone counts. */
  private static final int STRETCH = 1 << 13;

  private static final int EACH = 16;
  private static final int ROOM = 1 << 16;

  /**
   * What all threads together saw.
   *
   * @param span the time of the slowest thread's lookups, and the processor time of all
   */
  record Outcome(Figures.Span span, long lookups, long found, List<Latencies> latencies) {}

  private record Share(long lookups, long found, Figures.Span span, Latencies latencies) {}

  /** So many lookups by each thread, about. */
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
      var shares = workers.invokeAll(tasks);
      double seconds = 0;
      double cpuSeconds = 0;
      long lookups = 0;
      long found = 0;
      var latencies = new ArrayList<Latencies>();
      for (var future : shares) {
        var share = future.get();
        seconds = Math.max(seconds, share.span().seconds());
        cpuSeconds += share.span().cpuSeconds();
        lookups += share.lookups();
        found += share.found();
        latencies.add(share.latencies());
      }
      return new Outcome(new Figures.Span(seconds, cpuSeconds), lookups, found, latencies);
    } catch (ExecutionException e) {
      throw new IOException("a caller failed", e.getCause());
    }
  }

  private long key(int thread, long number) {
    long seed = ((long) thread << Integer.SIZE) + number;
    return present == 0 ? MadeKeys.absent(seed) : keys.present(seed, present);
  }

  private Share untimed(int thread, int lookups) throws IOException {
    int size = batch == 1 ? Math.min(STRETCH, lookups) : batch;
    int pieces = Math.clamp(Math.ceilDiv(lookups, size), 1, Math.max(1, STRETCH / size));
    long[][] asked = new long[pieces][size];
    var total = new Figures.Stretches();
    long found = 0;
    long done = 0;
    while (done < lookups) {
      for (long[] keys : asked) {
        for (int i = 0; i < size; i++) {
          keys[i] = key(thread, done++);
        }
      }
      total.start();
      found += batch == 1 ? oneByOne(asked[0]) : atOnce(asked);
      total.stop();
    }
    return new Share(done, found, total.span(), new Latencies(0));
  }

  private long oneByOne(long[] keys) throws IOException {
    long found = 0;
    for (long key : keys) {
      found += index.first(key) >= 0 ? 1 : 0;
    }
    return found;
  }

  private long atOnce(long[][] asked) throws IOException {
    long found = 0;
    for (long[] keys : asked) {
      var counted = new Counted();
      index.find(keys, counted::hit);
      found += counted.positions;
    }
    return found;
  }

  private Share timedShare(int thread, long most, BooleanSupplier over) throws IOException {
    var latencies = new Latencies(ROOM);
    var total = new Figures.Stretches();
    total.start();
    long found = 0;
    long i = 0;
    while (i < most && !over.getAsBoolean()) {
      long key = key(thread, i);
      long start = System.nanoTime();
      found += index.first(key) >= 0 ? 1 : 0;
      long duration = System.nanoTime() - start;
      if (i++ % EACH == 0) {
        latencies.add(duration);
      }
    }
    total.stop();
    return new Share(i, found, total.span(), latencies);
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
