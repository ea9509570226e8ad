package io.dagstore.core.store;

import java.io.Serial;

/** Ends a walk at a step, as a kill would: what was done stays, and nothing is done about it. */
final class CutShort implements Steps {
  private final String at;

  /** Not caught by any walk. */
  static final class Killed extends Error {
    @Serial private static final long serialVersionUID = 1;

    Killed(String step) {
      super(step);
    }
  }

  CutShort(String at) {
    this.at = at;
  }

  @Override
  public void reached(String step) {
    if (step.equals(at)) {
      throw new Killed(step);
    }
  }
}
