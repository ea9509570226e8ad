package io.dagstore.distribution.bench;

import java.util.Arrays;
import java.util.List;

/**
 * The durations of one thread, in nanoseconds; two clock readings each are in them. Of more than it
 * has room for it keeps each second, fourth, eighth, …
 */
final class Latencies {
  private final int[] nanos;
  private int count;
  private long step = 1;
  private long seen;

  Latencies(int capacity) {
    nanos = new int[capacity];
  }

  void add(long duration) {
    if (seen++ % step != 0) {
      return;
    }
    if (count == nanos.length) {
      thin();
    }
    nanos[count++] = (int) Math.min(duration, Integer.MAX_VALUE);
  }

  private void thin() {
    count = Math.ceilDiv(count, 2);
    for (int i = 0; i < count; i++) {
      nanos[i] = nanos[2 * i];
    }
    step *= 2;
  }

  /** Adds median, 99th percentile and maximum over all threads to a line of figures. */
  static void put(Figures figures, List<Latencies> threads) {
    int[] all = sorted(threads);
    figures.put("p50_us", quantile(all, 0.5));
    figures.put("p99_us", quantile(all, 0.99));
    figures.put("max_us", quantile(all, 1));
  }

  /** The 99th percentile over all threads, in microseconds. */
  static double p99(List<Latencies> threads) {
    return quantile(sorted(threads), 0.99);
  }

  private static int[] sorted(List<Latencies> threads) {
    int[] all = new int[threads.stream().mapToInt(thread -> thread.count).sum()];
    int at = 0;
    for (var thread : threads) {
      System.arraycopy(thread.nanos, 0, all, at, thread.count);
      at += thread.count;
    }
    Arrays.sort(all);
    return all;
  }

  private static double quantile(int[] sorted, double share) {
    return sorted.length == 0 ? 0 : sorted[(int) (share * (sorted.length - 1))] / 1e3;
  }
}
