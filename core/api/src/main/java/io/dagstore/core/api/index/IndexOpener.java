package io.dagstore.core.api.index;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Opens one of a store's indices. The store calls it when it holds the lock on its directory, and
 * closes what it got.
 *
 * @param <T> the index
 */
@FunctionalInterface
public interface IndexOpener<T> {
  /**
   * Opens the index in this directory.
   *
   * @throws IOException if that cannot be done; {@code CorruptDataException} with the file's name
   *     where its bytes are wrong
   */
  T open(Path directory, OpenMode mode) throws IOException;
}
