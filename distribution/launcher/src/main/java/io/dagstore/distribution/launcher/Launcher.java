package io.dagstore.distribution.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** One run of {@code dagstore serve}: from the arguments to the exit code. */
final class Launcher {
  private final Path home;
  private final Terminal terminal;
  private final InstantSource clock;
  private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();

  /**
   * A run that has not begun.
   *
   * @param home the folder of the distribution
   */
  Launcher(Path home, Terminal terminal, InstantSource clock) {
    this.home = home;
    this.terminal = terminal;
    this.clock = clock;
  }

  /**
   * Runs until the nodes have ended, or one could not start, or {@link #stop} was called.
   *
   * @return the exit code
   */
  int run(List<String> args) throws InterruptedException {
    try {
      var options = ServeOptions.parse(args, terminal);
      if (options.help()) {
        terminal.out().print(ServeOptions.HELP);
        return ExitCode.DONE;
      }
      return serve(options);
    } catch (UsageException e) {
      return complain(ExitCode.USAGE, e);
    } catch (LaunchException e) {
      return complain(e.exitCode(), e);
    } catch (IOException e) {
      return complain(ExitCode.WORLD, e);
    }
  }

  /** Makes the run end well as soon as it is up; from any thread. */
  void stop() {
    exitCode.complete(ExitCode.DONE);
  }

  private int serve(ServeOptions options)
      throws IOException, LaunchException, InterruptedException {
    var reports = new Reports(options, terminal, clock, exitCode);
    var bundles = home.resolve("bundles");
    var notes = Path.of(System.getProperty("java.io.tmpdir"));
    try (var storage = Storage.below(notes);
        var container = new Container(storage.folder(), properties(options))) {
      container.start(bundles, reports);
      return exitCode.join();
    }
  }

  private Map<String, String> properties(ServeOptions options) {
    var repos = options.repos().stream().map(Path::toString).collect(Collectors.joining("\n"));
    return Map.of(
        "dagstore.repos",
        repos,
        "dagstore.reads",
        Boolean.toString(options.readOnly()),
        "dagstore.home",
        home.toString());
  }

  private int complain(int code, Exception why) {
    terminal.err().println("dagstore: " + why.getMessage());
    return code;
  }
}
