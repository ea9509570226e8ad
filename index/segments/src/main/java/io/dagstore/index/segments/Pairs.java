package io.dagstore.index.segments;

import java.io.IOException;

/** A forward walk over pairs of key and shard in the order of keys, for one thread. */
interface Pairs {
  /** Steps to the next pair; false at the end. */
  boolean next() throws IOException;

  /** Its key, of {@link Layout#KEY_BITS}. */
  long key();

  /** The place of its shard among those of the segment that is written. */
  int shard();
}
