package io.dagstore.distribution.gostore.leveldb;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Entries in the order of {@link Entry#compare}. */
interface Cursor extends Closeable {
  /** The next entry, or null behind the last one. */
  @Nullable Entry next() throws IOException;

  @Override
  default void close() throws IOException {}
}
