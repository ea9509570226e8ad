package io.dagstore.core.car;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where an index is written, by several threads at once. */
@FunctionalInterface
interface IndexTarget {
  /** Writes all that is left in {@code bytes} at {@code position}. */
  void write(ByteBuffer bytes, long position) throws IOException;
}
