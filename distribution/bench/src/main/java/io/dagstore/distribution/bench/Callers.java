package io.dagstore.distribution.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/** Many threads that share work: thread t of T takes each T-th piece from t on, and times each. */
final class Callers {
  private Callers() {}

  /** One piece of the work. */
  @FunctionalInterface
  interface Piece {
    /** Does the piece of this number and returns what is to be counted. */
    long run(int number) throws IOException, InterruptedException;
  }

  /** What all threads together saw. */
  record Outcome(Figures.Span span, long counted, List<Latencies> latencies) {}

  private record Share(long counted, Latencies latencies) {}

  static Outcome run(int pieces, int threads, Piece piece)
      throws IOException, InterruptedException {
    var tasks = new ArrayList<Callable<Share>>();
    for (int t = 0; t < threads; t++) {
      int first = t;
      tasks.add(() -> share(first, threads, pieces, piece));
    }
    try (var workers = Executors.newFixedThreadPool(threads)) {
      var clock = new Figures.Clock();
      var shares = workers.invokeAll(tasks);
      var span = clock.stop();
      long counted = 0;
      var latencies = new ArrayList<Latencies>();
      for (var share : shares) {
        counted += share.get().counted();
        latencies.add(share.get().latencies());
      }
      return new Outcome(span, counted, latencies);
    } catch (ExecutionException e) {
      throw new IOException("a caller failed", e.getCause());
    }
  }

  private static Share share(int first, int step, int pieces, Piece piece)
      throws IOException, InterruptedException {
    var latencies = new Latencies(pieces / step + 1);
    long counted = 0;
    for (int i = first; i < pieces; i += step) {
      long start = System.nanoTime();
      counted += piece.run(i);
      latencies.add(System.nanoTime() - start);
    }
    return new Share(counted, latencies);
  }
}
