package io.dagstore.distribution.cli;

import io.dagstore.core.unixfs.ByteRange;
import io.dagstore.core.unixfs.UnixFsReader;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cat}: the content of a file. */
@Command(
    name = "cat",
    header = "Write the content of a file, verified, to standard output.",
    footer = {"", "Example:", "  dagstore cat --range 0:99 bafybei.../logs/today.txt"})
final class Cat implements Callable<Integer> {
  private final Shell shell;

  @Parameters(paramLabel = "CID[/path]", description = "The file.")
  private DagPath place;

  @Option(
      names = "--range",
      paramLabel = "A:B",
      description = {
        "Only bytes A to B, both included, counted from 0; a negative one counts from the end (-1"
            + " is the last byte), * or nothing for B is the end."
      })
  private ByteRange range = ByteRange.ALL;

  Cat(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    try (var store = Repo.reading(shell)) {
      var reader = new UnixFsReader(store);
      var file = Nodes.whole(reader.resolve(place.root(), place.path()), place);
      try (var in = reader.open(file, range)) {
        in.transferTo(shell.out().bytes());
      }
    }
    return Exit.DONE.code();
  }
}
