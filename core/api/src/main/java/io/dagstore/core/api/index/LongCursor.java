package io.dagstore.core.api.index;

import java.io.IOException;

/** A forward walk over numbers, for one thread. */
public interface LongCursor {
  /** Steps to the next number; false at the end. Before the first call there is none. */
  boolean next() throws IOException;

  /** The number it stands on. */
  long value();

  /** How many there are from the first to the last. */
  long count();
}
