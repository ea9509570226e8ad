package io.dagstore.distribution.cli;

import io.dagstore.distribution.rpc.Permission;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code auth info}: what a token allows. */
@Command(
    name = "info",
    header = "Print what a token of the repository allows.",
    footer = {"", "Example:", "  dagstore auth info eyJhbGciOi..."})
final class AuthInfo implements Callable<Integer> {
  private static final int MAX_TOKEN = 8192;

  private final Shell shell;

  @Parameters(
      arity = "0..1",
      paramLabel = "TOKEN",
      description = "The token; default: the one in the repository's file 'token'.")
  private Optional<String> token = Optional.empty();

  AuthInfo(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var text = token.isPresent() ? token.get() : own(shell.repo().resolve("token"));
    var allowed =
        shell.repository().verifyToken(text).stream().map(Permission::text).sorted().toList();
    if (shell.out().json()) {
      shell.out().json(o -> o.texts("allow", allowed));
    } else {
      shell.out().line(String.join(" ", allowed));
    }
    return Exit.DONE.code();
  }

  private static String own(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw Failure.no("no token at " + file).hint("a node makes it at its first start");
    }
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MAX_TOKEN), StandardCharsets.UTF_8).strip();
    }
  }
}
