package io.dagstore.distribution.runtime.bundle;

import java.io.Serial;

/** Why a jar is no plug-in that works, in one line for its author. */
final class PluginProblem extends Exception {
  @Serial private static final long serialVersionUID = 1;

  PluginProblem(String message) {
    super(message.strip().replaceAll("\\s*\\R\\s*", " "));
  }
}
