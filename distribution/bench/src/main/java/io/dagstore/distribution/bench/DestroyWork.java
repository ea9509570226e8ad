package io.dagstore.distribution.bench;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Destroys all shards of a store; each call returns when its shard would not come back. */
@Command(
    name = "destroy",
    description = {
      "Fills a store and destroys every shard, durable one by one.",
      "Example: dagstore bench destroy folder-of-cars --callers 64"
    })
final class DestroyWork implements Callable<Integer> {
  @Mixin private Shards shards = new Shards();

  @Option(
      names = "--callers",
      split = ",",
      defaultValue = "64",
      description = "destroyers at once (default 64); a line for each")
  private List<Integer> callers = List.of();

  @Override
  public Integer call() throws IOException, InterruptedException {
    for (int count : callers) {
      for (int i = 0; i < shards.subject().warmUps(); i++) {
        run(count, false);
      }
      run(count, true);
    }
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
