package io.dagstore.index.file;

import java.io.IOException;

/** Entries that can be walked in the order of their keys. */
interface SortedEntries {
  long size();

  /** A walk from the first; those of one key come in the order in which they were added. */
  Cursor sorted() throws IOException;

  /** A walk in the order of keys. */
  interface Cursor {
    boolean next();

    long key();

    long offset();

    int length();
  }
}
