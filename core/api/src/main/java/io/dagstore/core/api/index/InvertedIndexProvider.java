package io.dagstore.core.api.index;

import java.io.IOException;
import java.nio.file.Path;

/** Brings a kind of {@link InvertedIndex}, which a node's configuration may name. Thread-safe. */
public interface InvertedIndexProvider {
  /** The name by which a configuration asks for it: lower case letters, digits, {@code -}. */
  String name();

  /**
   * Opens the index in this directory, as {@link IndexOpener#open} says; whoever opens it closes
   * it.
   */
  InvertedIndex open(Path directory, OpenMode mode) throws IOException;
}
