package io.dagstore.distribution.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code destroy-shard}: shards out of the repository; their CARs stay. */
@Command(
    name = "destroy-shard",
    header = "Remove shards and all that the repository knows of them; the CARs stay.",
    footer = {"", "Example:", "  dagstore destroy-shard photos/2024"})
final class DestroyShard implements Callable<Integer> {
  private final Shell shell;

  @Parameters(arity = "1..*", paramLabel = "KEY", description = "The shards.")
  private List<String> keys;

  DestroyShard(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var batch = new Batch(shell);
    try (var store = Repo.writing(shell)) {
      for (var key : keys) {
        batch.attempt(
            key,
            () -> {
              store.destroy(Arguments.shardKey(key));
              if (shell.out().json()) {
                shell.out().json(o -> o.text("key", key));
              }
            });
      }
    }
    return batch.end(keys.size(), "shard");
  }
}
