package io.dagstore.core.car;

import java.nio.file.Path;

/** Where scratch files go: beside what they are for, so that space and speed are the same. */
final class Folders {
  private Folders() {}

  static Path of(Path file) {
    var parent = file.toAbsolutePath().getParent();
    return parent == null ? file : parent;
  }
}
