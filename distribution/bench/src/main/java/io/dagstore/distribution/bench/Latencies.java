package io.dagstore.distribution.bench;

import java.util.Arrays;
import java.util.List;

/** Every single duration of one thread, in nanoseconds; two clock readings each are in them. */
final class Latencies {
  private final int[] nanos;
  private int count;

  Latencies(int capacity) {
    nanos = new int[capacity];
  }

  void add(long duration) {
    nanos[count++] = (int) Math.min(duration, Integer.MAX_VALUE);
  }

  /** Adds median, 99th percentile and maximum over all threads to a line of figures. */
  static void put(Figures figures, List<Latencies> threads) {
    put(figures, "", threads);
  }

  /** The same under names that begin with {@code prefix}. */
  static void put(Figures figures, String prefix, List<Latencies> threads) {
    int[] all = new int[threads.stream().mapToInt(thread -> thread.count).sum()];
    int at = 0;
    for (var thread : threads) {
      System.arraycopy(thread.nanos, 0, all, at, thread.count);
      at += thread.count;
    }
    Arrays.sort(all);
    figures.put(prefix + "p50_us", quantile(all, 0.5));
    figures.put(prefix + "p99_us", quantile(all, 0.99));
    figures.put(prefix + "max_us", quantile(all, 1));
  }

  private static double quantile(int[] sorted, double share) {
    return sorted.length == 0 ? 0 : sorted[(int) (share * (sorted.length - 1))] / 1e3;
  }
}
