package io.dagstore.index.segments;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/** What can be written as a segment. */
interface Written {
  /**
   * Writes the file, not durably.
   *
   * @param stop asked now and then; once true, {@link IndexClosingException}
   * @return which keys it may have
   */
  KeyFilter write(Path file, long number, BooleanSupplier stop) throws IOException;
}
