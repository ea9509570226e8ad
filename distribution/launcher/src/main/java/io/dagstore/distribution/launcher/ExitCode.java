package io.dagstore.distribution.launcher;

/** The exit codes of the command that the launcher itself gives; scripts rely on the numbers. */
final class ExitCode {
  static final int DONE = 0;
  static final int USAGE = 2;
  static final int BUG = 70;
  static final int WORLD = 74;

  private ExitCode() {}
}
