package io.dagstore.distribution.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code init}: an empty repository. */
@Command(
    name = "init",
    header = "Make an empty repository; one that is there stays as it is.",
    footer = {"", "Example:", "  dagstore --repo ./repo init"})
final class Init implements Callable<Integer> {
  private final Shell shell;

  Init(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    Repo.writing(shell).close();
    var folder = shell.repo().toAbsolutePath().normalize();
    if (shell.out().json()) {
      shell.out().json(o -> o.text("repo", folder));
    } else {
      shell.out().line(folder.toString());
    }
    return Exit.DONE.code();
  }
}
