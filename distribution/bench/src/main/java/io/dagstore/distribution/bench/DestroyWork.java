package io.dagstore.distribution.bench;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Destroys all shards of a store; each call returns when its shard would not come back. */
@Command(
    name = "destroy",
    description = {
      "Fills a store and destroys every shard, durable one by one.",
      "Example: dagstore bench destroy folder-of-cars --callers 64"
    })
final class DestroyWork implements Callable<Integer> {
  @Mixin private Shards shards = new Shards();

  @Mixin private CallerCounts callers = new CallerCounts();

  @Override
  public Integer call() throws IOException, InterruptedException {
    callers.each(shards.subject().warmUps(), this::run);
    return 0;
  }

  private void run(int count, boolean measured) throws IOException, InterruptedException {
    var all = shards.all();
    try (var scratch = new ScratchFolder(shards.subject().file());
        var run = shards.fill(scratch.path())) {
      var outcome =
          Callers.run(
              all.size(),
              count,
              i -> {
                run.store().destroy(all.get(i).key());
                return 1;
              });
      if (measured) {
        var figures = Figures.of("destroy", outcome.span(), all.size(), 0);
        Latencies.put(figures, outcome.latencies());
        shards.subject().print(figures.put("callers", count).put("repo_bytes", scratch.bytes()));
      }
    }
  }
}
