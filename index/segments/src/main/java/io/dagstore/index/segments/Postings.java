package io.dagstore.index.segments;

import java.io.IOException;

/** A walk over pairs of key and shard: keys ascending as unsigned numbers. */
interface Postings {
  /** Steps to the next pair; false at the end. */
  boolean next() throws IOException;

  long key();

  int shard();
}
