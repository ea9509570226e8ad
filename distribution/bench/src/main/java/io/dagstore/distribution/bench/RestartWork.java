package io.dagstore.distribution.bench;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Opens a store that has shards. */
@Command(
    name = "restart",
    description = {
      "Fills a store, closes it and opens it again (the peer's W6); n counts shards.",
      "Example: dagstore bench restart . --made 1000000"
    })
final class RestartWork implements Callable<Integer> {
  @Mixin private Shards shards = new Shards();

  @Option(
      names = "--gc",
      defaultValue = "0",
      description = "so often garbage is collected before the close (default 0)")
  private int collections;

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (var scratch = new ScratchFolder(shards.subject().file())) {
      fill(scratch);
      for (int i = 0; i < shards.subject().warmUps(); i++) {
        StoreRun.open(shards.config(scratch.path())).close();
      }
      var clock = new Figures.Clock();
      try (var run = StoreRun.open(shards.config(scratch.path()))) {
        var span = clock.stop();
        var stat = run.store().stat();
        long count = stat.shards().values().stream().mapToLong(Long::longValue).sum();
        var figures = Figures.of("restart", span, count, scratch.bytes());
        shards.subject().print(figures.put("blocks", stat.blocks()));
      }
    }
    return 0;
  }

  private void fill(ScratchFolder scratch) throws IOException, InterruptedException {
    try (var run = shards.fill(scratch.path())) {
      for (int i = 0; i < collections; i++) {
        var _ = run.store().gc();
      }
    }
  }
}
