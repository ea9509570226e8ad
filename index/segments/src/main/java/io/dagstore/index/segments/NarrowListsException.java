package io.dagstore.index.segments;

import java.io.IOException;

/** A segment has more lists than the layout that was chosen for it can name. */
final class NarrowListsException extends IOException {
  private static final long serialVersionUID = 1L;

  NarrowListsException() {
    super("the lists of a segment were estimated too few");
  }
}
