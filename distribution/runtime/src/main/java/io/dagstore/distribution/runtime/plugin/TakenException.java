package io.dagstore.distribution.runtime.plugin;

import java.io.IOException;
import java.io.Serial;

/** Another plug-in brings what only one can bring. */
final class TakenException extends IOException {
  @Serial private static final long serialVersionUID = 1;
  private final String what;

  TakenException(String what) {
    super("expected to be the only one that brings " + what + ", got another");
    this.what = what;
  }

  String what() {
    return what;
  }
}
