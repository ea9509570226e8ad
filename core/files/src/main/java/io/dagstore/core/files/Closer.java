package io.dagstore.core.files;

/** x. */
public final class Closer {
  private Closer() {}
}
