package io.dagstore.distribution.cli;

import io.dagstore.core.ipld.Cid;
import io.dagstore.core.unixfs.MissingBlockException;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code get-block}: the bytes of one block from whichever shard has it. */
@Command(
    name = "get-block",
    header = "Write the bytes of a block, verified, to standard output.",
    footer = {"", "Example:", "  dagstore get-block bafkrei... > block.bin"})
final class GetBlock implements Callable<Integer> {
  private final Shell shell;

  @Parameters(paramLabel = "CID", description = "The block.")
  private Cid cid;

  GetBlock(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    try (var store = Repo.reading(shell)) {
      var block = store.get(cid).orElseThrow(() -> new MissingBlockException(cid));
      shell.out().bytes().write(block.data());
    }
    return Exit.DONE.code();
  }
}
