package io.dagstore.distribution.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code initialize-shard}: indexes one shard that is new or errored. */
@Command(
    name = "initialize-shard",
    header = "Index a shard that was registered lazily, or whose indexing failed.",
    footer = {"", "Example:", "  dagstore initialize-shard photos/2024"})
final class InitializeShard implements Callable<Integer> {
  private final Shell shell;

  @Parameters(paramLabel = "KEY", description = "The shard.")
  private String key;

  InitializeShard(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (var store = Repo.writing(shell)) {
      ShardTable.printDone(shell.out(), store.initialize(Arguments.shardKey(key)));
    }
    return Exit.DONE.code();
  }
}
