package io.dagstore.distribution.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** Prints the completion script for bash and zsh, generated from the command tree. */
@Command(
    name = "completion",
    header = "Print the completion script for bash and zsh.",
    footer = {
      "",
      "Example:",
      "  dagstore completion > ~/.local/share/bash-completion/completions/dagstore"
    })
final class Completion implements Callable<Integer> {
  private final Shell shell;

  Completion(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    shell.out().line(AutoComplete.bash("dagstore", CommandTree.whole(shell)));
    return Exit.DONE.code();
  }
}
