package io.dagstore.distribution.bench;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Acquires shards and closes the accessors, all by one shard and spread over all. */
@Command(
    name = "acquire",
    description = {
      "Acquires a shard and closes the accessor, again and again (the peer's W2): a line for each",
      "number of callers, first with one shard, then spread over all, each opened before.",
      "Example: dagstore bench acquire folder-of-cars --callers 1,16,256"
    })
final class AcquireWork implements Callable<Integer> {
  @Mixin private Shards shards = new Shards();

  @Option(
      names = "--callers",
      split = ",",
      defaultValue = "1,16,256",
      description = "callers at once (default 1,16,256)")
  private List<Integer> callers = List.of();

  @Option(names = "--n", defaultValue = "500000", description = "leases (default 500000)")
  private int n;

  @Option(names = "--seed", defaultValue = "1", description = "of the choice of shards (default 1)")
  private long seed;

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (var scratch = new ScratchFolder(shards.subject().file());
        var run = shards.fill(scratch.path())) {
      var all = shards.all();
      for (int count : callers) {
        print(run, all.subList(0, 1), count);
        print(run, all, count);
      }
    }
    return 0;
  }

  private void print(StoreRun run, List<Shards.Shard> some, int count)
      throws IOException, InterruptedException {
    for (var shard : some) {
      run.store().acquire(shard.key()).close();
    }
    for (int i = 0; i < shards.subject().warmUps(); i++) {
      acquire(run, some, count);
    }
    var outcome = acquire(run, some, count);
    var figures = Figures.of("acquire", outcome.span(), n, 0);
    Latencies.put(figures, outcome.latencies());
    shards.subject().print(figures.put("callers", count).put("shards", some.size()));
  }

  private Callers.Outcome acquire(StoreRun run, List<Shards.Shard> some, int count)
      throws IOException, InterruptedException {
    int[] chosen = new Random(seed).ints(n, 0, some.size()).toArray();
    return Callers.run(
        n,
        count,
        i -> {
          run.store().acquire(some.get(chosen[i]).key()).close();
          return 1;
        });
  }
}
