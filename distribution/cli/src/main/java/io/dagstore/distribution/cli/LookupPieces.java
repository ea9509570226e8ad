package io.dagstore.distribution.cli;

import io.dagstore.core.api.ShardInfo;
import io.dagstore.core.ipld.Cid;
import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code lookup-pieces}: the shards that hold a block, with all that is known of them. */
@Command(
    name = "lookup-pieces",
    header = "List the shards that hold a block: key, state, blocks, bytes, mount, error.",
    footer = {"", "Example:", "  dagstore lookup-pieces bafkrei..."})
final class LookupPieces implements Callable<Integer> {
  private final Shell shell;

  @Parameters(paramLabel = "CID", description = "The block.")
  private Cid cid;

  LookupPieces(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    try (var store = Repo.reading(shell)) {
      var shards = new ArrayList<ShardInfo>();
      for (var key : store.find(cid).stream().sorted().toList()) {
        store.info(key).ifPresent(shards::add);
      }
      if (shards.isEmpty()) {
        throw Failure.no("block not found in any shard: " + cid);
      }
      ShardTable.print(shell.out(), shards);
    }
    return Exit.DONE.code();
  }
}
