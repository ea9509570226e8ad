package io.dagstore.distribution.bench;

import io.dagstore.core.api.VerifyPolicy;
import io.dagstore.core.ipld.Cid;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/**
 * Reads CIDs in their order, thread t of T taking each T-th one from t on, and times every read.
 */
final class RandomReads {
  private final BlockReader reader;
  private final VerifyPolicy policy;
  private final List<Cid> cids;

  RandomReads(BlockReader reader, VerifyPolicy policy, List<Cid> cids) {
    this.reader = reader;
    this.policy = policy;
    this.cids = cids;
  }

  /** What all threads together saw. */
  record Outcome(Figures.Span span, long bytes, List<Latencies> latencies) {}

  private record Share(long bytes, Latencies latencies) {}

  Outcome run(int threads) throws IOException, InterruptedException {
    var tasks = new ArrayList<Callable<Share>>();
    for (int t = 0; t < threads; t++) {
      int first = t;
      tasks.add(() -> read(first, threads));
    }
    try (var workers = Executors.newFixedThreadPool(threads)) {
      var clock = new Figures.Clock();
      var shares = workers.invokeAll(tasks);
      var span = clock.stop();
      long bytes = 0;
      var latencies = new ArrayList<Latencies>();
      for (var share : shares) {
        bytes += share.get().bytes();
        latencies.add(share.get().latencies());
      }
      return new Outcome(span, bytes, latencies);
    } catch (ExecutionException e) {
      throw new IOException("a reader failed", e.getCause());
    }
  }

  private Share read(int first, int step) throws IOException {
    var latencies = new Latencies(cids.size() / step + 1);
    long bytes = 0;
    for (int i = first; i < cids.size(); i += step) {
      long start = System.nanoTime();
      bytes += reader.read(cids.get(i), policy);
      latencies.add(System.nanoTime() - start);
    }
    return new Share(bytes, latencies);
  }
}
