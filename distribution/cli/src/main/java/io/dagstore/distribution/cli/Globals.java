package io.dagstore.distribution.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options every command takes, before or after its name. */
final class Globals {
  @Option(
      names = "--repo",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "The repository; default $DAGSTORE_PATH, then ~/.dagstore.")
  private Optional<String> repo = Optional.empty();

  @Option(
      names = "--api",
      paramLabel = "URL",
      scope = ScopeType.INHERIT,
      description =
          "The node that does the work, as a URL or TOKEN:MULTIADDR; default $DAGSTORE_API_INFO,"
              + " then the one that runs on the repository.")
  private Optional<String> api = Optional.empty();

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      scope = ScopeType.INHERIT,
      description = "auto (on a terminal, without $NO_COLOR), always or never.")
  private Colour colour = Colour.AUTO;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "One JSON object a line on standard output.")
  private boolean json;

  @Option(
      names = "--quiet",
      scope = ScopeType.INHERIT,
      description = "Results and errors only: no progress, no notes.")
  private boolean quiet;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Print this help and exit.")
  @SuppressWarnings("unused") // picocli acts on it by itself
  private boolean help;

  boolean json() {
    return json;
  }

  boolean quiet() {
    return quiet;
  }

  /** The node that was named on the command line. */
  Optional<String> api() {
    return api;
  }

  Colour colour() {
    return colour;
  }

  /** When output is coloured. */
  enum Colour {
    AUTO,
    ALWAYS,
    NEVER
  }

  /** The folder of the repository: the option, else the variable, else the home folder. */
  Path repo(Console console) {
    return repo.or(() -> console.variable("DAGSTORE_PATH"))
        .map(console::path)
        .orElseGet(() -> home(console).resolve(".dagstore"));
  }

  private static Path home(Console console) {
    return Path.of(console.variable("HOME").orElseGet(() -> System.getProperty("user.home")));
  }
}
