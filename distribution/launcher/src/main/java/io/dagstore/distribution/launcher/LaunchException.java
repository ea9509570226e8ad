package io.dagstore.distribution.launcher;

/** The container cannot come up, for a reason that one line tells. */
final class LaunchException extends Exception {
  private static final long serialVersionUID = 1;

  private final int exitCode;

  LaunchException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }
}
