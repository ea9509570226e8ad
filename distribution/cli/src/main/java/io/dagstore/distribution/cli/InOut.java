package io.dagstore.distribution.cli;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The two files of a command that turns one into the other; they may be the same. */
final class InOut {
  @Parameters(
      index = "0",
      paramLabel = "IN",
      description = "The file to read; - is standard input.")
  private String in;

  @Parameters(index = "1", paramLabel = "OUT", description = "The file to write.")
  private String out;

  Path in(Shell shell) throws IOException {
    return CarArgument.file(shell, in);
  }

  Path out(Shell shell) {
    return shell.path(out);
  }
}
