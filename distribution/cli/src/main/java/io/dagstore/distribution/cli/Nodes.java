package io.dagstore.distribution.cli;

import io.dagstore.core.ipld.Cid;
import io.dagstore.core.unixfs.Resolved;

/** What the end of a path may be to a command. */
final class Nodes {
  private Nodes() {}

  /** The block at the end of the path, where the path must not end inside one. */
  static Cid whole(Resolved end, DagPath place) {
    if (end.within().isPresent()) {
      throw Failure.no(place + ": expected a file or folder, got a value inside block " + end.cid())
          .hint("'dagstore show " + place + "' prints it");
    }
    return end.cid();
  }
}
