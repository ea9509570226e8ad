package io.dagstore.distribution.cli;

import java.util.Optional;

/** A command's end that is not success: an exit code, one line for the user and perhaps a hint. */
final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Exit exit;
  private final String hint;

  private Failure(Exit exit, String message, String hint) {
    super(message);
    this.exit = exit;
    this.hint = hint;
  }

  static Failure of(Exit exit, String message) {
    return new Failure(exit, message, "");
  }

  static Failure no(String message) {
    return of(Exit.NO, message);
  }

  static Failure usage(String message) {
    return of(Exit.USAGE, message);
  }

  static Failure corrupt(String message) {
    return of(Exit.CORRUPT, message);
  }

  static Failure world(String message) {
    return of(Exit.WORLD, message);
  }

  /** The same failure with a line that tells the user what to try. */
  Failure hint(String text) {
    return new Failure(exit, String.valueOf(getMessage()), text);
  }

  Exit exit() {
    return exit;
  }

  Optional<String> hint() {
    return hint.isEmpty() ? Optional.empty() : Optional.of(hint);
  }

  /** A failure is an answer, not a fault of the program: nobody reads its stack. */
  @Override
  public Throwable fillInStackTrace() {
    return this;
  }
}
