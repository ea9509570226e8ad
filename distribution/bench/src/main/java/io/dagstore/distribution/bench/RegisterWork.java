package io.dagstore.distribution.bench;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Registers shards in a new store; each call returns when its shard would survive a power cut. */
@Command(
    name = "register",
    description = {
      "Registers every CAR of a folder in a new store, durable one by one (the peer's W1).",
      "Example: dagstore bench register folder-of-cars --callers 64"
    })
final class RegisterWork implements Callable<Integer> {
  @Mixin private Shards shards = new Shards();

  @Mixin private CallerCounts callers = new CallerCounts();

  @Override
  public Integer call() throws IOException, InterruptedException {
    callers.each(shards.subject().warmUps(), this::run);
    return 0;
  }

  private void run(int count, boolean measured) throws IOException, InterruptedException {
    try (var scratch = new ScratchFolder(shards.subject().file());
        var run = StoreRun.open(shards.config(scratch.path()))) {
      var outcome = shards.register(run, count);
      if (measured) {
        var figures = Figures.of("register", outcome.span(), outcome.counted(), shards.bytes());
        Latencies.put(figures, outcome.latencies());
        figures.put("callers", count).put("blocks", run.store().stat().blocks());
        shards.subject().print(figures.put("repo_bytes", scratch.bytes()));
      }
    }
  }
}
