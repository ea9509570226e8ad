package io.dagstore.distribution.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code recover-shard}: tries an errored shard again. */
@Command(
    name = "recover-shard",
    header = "Open and index a shard again that is errored.",
    footer = {"", "Example:", "  dagstore recover-shard photos/2024"})
final class RecoverShard implements Callable<Integer> {
  private final Shell shell;

  @Parameters(paramLabel = "KEY", description = "The shard.")
  private String key;

  RecoverShard(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (var store = Repo.writing(shell)) {
      ShardTable.printDone(shell.out(), store.recover(Arguments.shardKey(key)));
    }
    return Exit.DONE.code();
  }
}
