package io.dagstore.distribution.launcher;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/**
 * What the launcher has of its process.
 *
 * @param start when the process was started
 */
record Terminal(
    PrintStream out, PrintStream err, Map<String, String> environment, Path folder, Instant start) {

  static Terminal ofProcess() {
    var start = ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
    return new Terminal(
        System.out, System.err, System.getenv(), Path.of("").toAbsolutePath(), start);
  }

  /** The user's home folder. */
  Path home() {
    var home = environment.get("HOME");
    return Path.of(home == null ? System.getProperty("user.home") : home);
  }
}
