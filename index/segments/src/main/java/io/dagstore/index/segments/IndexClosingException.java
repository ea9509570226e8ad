package io.dagstore.index.segments;

import java.io.IOException;

/** Writing a segment was given up because its index closes; nothing is lost by it. */
final class IndexClosingException extends IOException {
  private static final long serialVersionUID = 1;

  IndexClosingException() {
    super("the index closes");
  }
}
