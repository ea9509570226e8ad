package io.dagstore.distribution.cli;

import io.dagstore.core.ipld.Cid;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code lookup-shards}: which shards hold a block. */
@Command(
    name = "lookup-shards",
    header = "Print the keys of all shards that hold a block.",
    footer = {"", "Example:", "  dagstore lookup-shards bafkrei..."})
final class LookupShards implements Callable<Integer> {
  private final Shell shell;

  @Parameters(paramLabel = "CID", description = "The block.")
  private Cid cid;

  LookupShards(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    try (var store = Repo.reading(shell)) {
      var keys = store.find(cid).stream().sorted().toList();
      for (var key : keys) {
        if (shell.out().json()) {
          shell.out().json(o -> o.text("key", key));
        } else {
          shell.out().line(key.value());
        }
      }
      if (keys.isEmpty()) {
        throw Failure.no("block not found in any shard: " + cid);
      }
    }
    return Exit.DONE.code();
  }
}
