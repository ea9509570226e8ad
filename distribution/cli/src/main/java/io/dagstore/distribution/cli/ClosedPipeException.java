package io.dagstore.distribution.cli;

import java.io.IOException;

/** The reader of our standard output went away, as {@code head} does; nothing is wrong. */
final class ClosedPipeException extends IOException {
  private static final long serialVersionUID = 1;

  ClosedPipeException(IOException cause) {
    super("the reader of standard output has gone", cause);
  }
}
