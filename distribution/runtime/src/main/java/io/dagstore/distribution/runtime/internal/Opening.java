package io.dagstore.distribution.runtime.internal;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Opens a part of a node where Dagger allows no checked exception. */
@FunctionalInterface
interface Opening<T> {
  T run() throws IOException;

  static <T> T of(Opening<T> opening) {
    try {
      return opening.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
