package io.dagstore.distribution.bench;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Collects the garbage of a store that has none: what each pass of the garbage loop costs. */
@Command(
    name = "gc",
    description = {
      "Fills a store and collects its garbage (the peer's W7); n counts shards.",
      "Example: dagstore bench gc . --made 100000"
    })
final class GcWork implements Callable<Integer> {
  @Mixin private Shards shards = new Shards();

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (var scratch = new ScratchFolder(shards.subject().file());
        var run = shards.fill(scratch.path())) {
      for (int i = 0; i < shards.subject().warmUps(); i++) {
        var _ = run.store().gc();
      }
      var clock = new Figures.Clock();
      int collected = run.store().gc().size();
      var figures = Figures.of("gc", clock.stop(), shards.all().size(), 0);
      shards.subject().print(figures.put("collected", collected));
    }
    return 0;
  }
}
