package io.dagstore.distribution.launcher;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** What the nodes report, told in lines, and the exit code that comes of it. */
final class Reports implements NodeHost {
  private final ServeOptions options;
  private final Terminal terminal;
  private final InstantSource clock;
  private final Set<Path> running;
  private final CompletableFuture<Integer> exitCode;

  /**
   * Reports of these nodes.
   *
   * @param exitCode completed when the process has to end
   */
  Reports(
      ServeOptions options,
      Terminal terminal,
      InstantSource clock,
      CompletableFuture<Integer> exitCode) {
    this.options = options;
    this.terminal = terminal;
    this.clock = clock;
    this.exitCode = exitCode;
    this.running = new HashSet<>(options.repos());
  }

  @Override
  public synchronized void ready(Path repo, Optional<URI> api) {
    var took = Duration.between(terminal.start(), clock.instant());
    var line = new Announcement(repo, api, took);
    switch (options.output()) {
      case TEXT -> terminal.out().println(line.text(terminal.home()));
      case JSON -> terminal.out().println(line.json());
      case QUIET -> {}
    }
    terminal.out().flush();
    if (options.check()) {
      ended(repo);
    }
  }

  @Override
  public synchronized void failed(Path repo, int code, String why) {
    terminal.err().println("dagstore: " + why);
    exitCode.complete(code);
  }

  @Override
  public synchronized void broken(Path repo, Throwable why) {
    terminal.err().println("dagstore: " + repo + " could not start; this is a bug of ours:");
    why.printStackTrace(terminal.err());
    exitCode.complete(ExitCode.BUG);
  }

  @Override
  public synchronized void ended(Path repo) {
    running.remove(repo);
    if (running.isEmpty()) {
      exitCode.complete(ExitCode.DONE);
    }
  }
}
