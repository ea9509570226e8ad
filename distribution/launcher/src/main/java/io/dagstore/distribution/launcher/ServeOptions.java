package io.dagstore.distribution.launcher;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/**
 * The command line of {@code dagstore serve}, read by hand: a parser's classes would cost a tenth
 * of the start.
 *
 * @param repos the repositories, absolute, each once
 * @param output how to tell that a node is ready
 * @param check whether to stop as soon as all nodes are ready
 * @param readOnly whether other processes write the repositories
 * @param help whether only the help was asked for
 */
record ServeOptions(
    List<Path> repos, Output output, boolean check, boolean readOnly, boolean help) {
  static final String HELP =
      """
      Usage: dagstore serve [--repo DIR]... [--read-only] [--json] [--quiet] [--check]
      Runs a node for each repository, all in this process, until it is told to stop.

            --repo DIR   A repository; may be repeated. Default $DAGSTORE_PATH, then ~/.dagstore.
            --read-only  Read beside the process that writes; with the index engine chronicle.
            --json       One JSON object a line on standard output.
            --quiet      Errors only.
            --check      Stop as soon as all are ready: is everything in order?
        -h, --help       Print this help and exit.

      Example: dagstore serve --repo /srv/hot --repo /srv/cold
      Ends with 0 when it was told to stop: by SIGTERM, Ctrl-C or `dagstore stop`.
      """;

  /** How a person, or a program, is told that a node is ready. */
  enum Output {
    TEXT,
    JSON,
    QUIET
  }

  /**
   * Reads the arguments.
   *
   * @throws UsageException if an argument is none of ours
   */
  static ServeOptions parse(List<String> args, Terminal terminal) {
    var repos = new LinkedHashSet<Path>();
    var output = Output.TEXT;
    var check = false;
    var readOnly = false;
    var help = false;
    var rest = new ArrayDeque<>(args);
    while (!rest.isEmpty()) {
      var arg = rest.remove();
      switch (arg) {
        case "serve" -> {}
        case "--repo" -> repos.add(repo(rest, terminal));
        case "--json" -> output = Output.JSON;
        case "--quiet" -> output = output == Output.JSON ? output : Output.QUIET;
        case "--check" -> check = true;
        case "--read-only" -> readOnly = true;
        case "-h", "--help" -> help = true;
        default -> expand(arg, rest);
      }
    }
    return new ServeOptions(orDefault(repos, terminal), output, check, readOnly, help);
  }

  private static Path repo(Deque<String> rest, Terminal terminal) {
    var value = rest.poll();
    if (value == null || value.isEmpty()) {
      throw new UsageException("serve: expected a folder after --repo");
    }
    return terminal.folder().resolve(value).normalize();
  }

  private static void expand(String arg, Deque<String> rest) {
    if (!arg.startsWith("--repo=")) {
      throw new UsageException("serve: unknown argument " + arg);
    }
    rest.addFirst(arg.substring("--repo=".length()));
    rest.addFirst("--repo");
  }

  private static List<Path> orDefault(SequencedSet<Path> repos, Terminal terminal) {
    if (!repos.isEmpty()) {
      return List.copyOf(repos);
    }
    var named = terminal.environment().get("DAGSTORE_PATH");
    var repo =
        named == null ? terminal.home().resolve(".dagstore") : terminal.folder().resolve(named);
    return List.of(repo.normalize());
  }
}
