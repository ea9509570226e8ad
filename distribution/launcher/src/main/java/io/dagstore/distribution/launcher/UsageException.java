package io.dagstore.distribution.launcher;

/** The command line is wrong: exit code 2. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UsageException(String message) {
    super(message);
  }
}
