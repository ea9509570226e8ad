package io.dagstore.distribution.launcher;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The process as the nodes in it see it: a service of the framework, to which the runtime reports
 * how each node fares. Thread-safe; no call blocks for long.
 */
public interface NodeHost {
  /**
   * A node is up.
   *
   * @param repo its directory, as it was asked for
   * @param api where it listens; empty when it does not
   */
  void ready(Path repo, Optional<URI> api);

  /**
   * A node could not start; the process ends with this exit code.
   *
   * @param why one line for a person: what, which, expected, got
   */
  void failed(Path repo, int exitCode, String why);

  /** A node could not start for a reason that nobody foresaw; the process ends with 70. */
  void broken(Path repo, Throwable why);

  /** A node was told to stop and has stopped; when the last one has, the process ends with 0. */
  void ended(Path repo);
}
