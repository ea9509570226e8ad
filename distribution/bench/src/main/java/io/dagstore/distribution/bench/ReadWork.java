package io.dagstore.distribution.bench;

import io.dagstore.core.api.VerifyPolicy;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reads random blocks of all shards through the store. */
@Command(
    name = "read",
    description = {
      "Reads random blocks of all shards of a store, which was asked for each of them before (the",
      "peer's W8, indexed-get). With --warm-ups 0 the shards are opened on the way.",
      "Example: dagstore bench read folder-of-cars --threads 1,2,16"
    })
final class ReadWork implements Callable<Integer> {
  @Mixin private Shards shards = new Shards();

  @Option(
      names = "--threads",
      split = ",",
      defaultValue = "1",
      description = "readers at once (default 1)")
  private List<Integer> threads = List.of();

  @Option(
      names = "--verify",
      defaultValue = "never",
      description = "hash policy: never (default), first_read, always")
  private VerifyPolicy policy = VerifyPolicy.NEVER;

  @Option(names = "--n", defaultValue = "200000", description = "blocks to read (default 200000)")
  private int n;

  @Option(names = "--seed", defaultValue = "1", description = "of the choice of blocks (default 1)")
  private long seed;

  @Option(
      names = "--bare",
      description = "also reads the same blocks out of mapped files, their places known")
  private boolean bare;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var cids = shards.draw(n, seed);
    try (var scratch = new ScratchFolder(shards.subject().file());
        var run = shards.fill(scratch.path())) {
      var reads = new RandomReads(run, policy, cids);
      for (int count : threads) {
        var figures = measured("read", reads::run, count, cids.size());
        figures.put("verify", policy.name().toLowerCase(Locale.ROOT));
        figures.put("open_shards", run.store().stat().openShards());
        shards.subject().print(figures);
      }
    }
    if (bare) {
      try (var reads = BareReads.of(shards.files(), cids)) {
        for (int count : threads) {
          shards.subject().print(measured("bare", reads::run, count, cids.size()));
        }
      }
    }
    return 0;
  }

  /** Reads by so many threads. */
  @FunctionalInterface
  private interface Reads {
    Callers.Outcome run(int threads) throws IOException, InterruptedException;
  }

  private Figures measured(String work, Reads reads, int count, int drawn)
      throws IOException, InterruptedException {
    for (int i = 0; i < shards.subject().warmUps(); i++) {
      var _ = reads.run(count);
    }
    var outcome = reads.run(count);
    var figures = Figures.of(work, outcome.span(), drawn, outcome.counted());
    Latencies.put(figures, outcome.latencies());
    return figures.put("threads", count).put("shards", shards.all().size());
  }
}
