package io.dagstore.distribution.cli;

import io.dagstore.distribution.rpc.Permission;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code auth create-token}: a token for somebody else. */
@Command(
    name = "create-token",
    header = "Print a new token of the repository.",
    description = {
      "",
      "It allows what is asked for and all that stands before it in read, write, sign, admin."
    },
    footer = {"", "Example:", "  dagstore auth create-token --perm read"})
final class AuthCreateToken implements Callable<Integer> {
  /** Written in small letters, as in tokens. */
  private enum Level {
    READ,
    WRITE,
    SIGN,
    ADMIN;

    Set<Permission> allowed() {
      return EnumSet.range(Permission.READ, Permission.valueOf(name()));
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Shell shell;

  @Option(
      names = "--perm",
      required = true,
      paramLabel = "P",
      description = "What it allows: ${COMPLETION-CANDIDATES}.")
  private Level level;

  AuthCreateToken(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var token = shell.repository().newToken(level.allowed());
    if (shell.out().json()) {
      shell.out().json(o -> o.text("token", token));
    } else {
      shell.out().line(token);
    }
    return Exit.DONE.code();
  }
}
