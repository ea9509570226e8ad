package io.dagstore.core.ipld;

/** x. */
public final class Varint {
  private Varint() {}
}
