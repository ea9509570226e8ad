package io.dagstore.core.api.journal;

import java.io.IOException;
import java.nio.file.Path;

/** Brings a kind of {@link Journal}, which a node's configuration may name. Thread-safe. */
public interface JournalProvider {
  /** The name by which a configuration asks for it: lower case letters, digits, {@code -}. */
  String name();

  /**
   * Opens the journal of the node with this directory; whoever opens it closes it.
   *
   * @param directory the folder for the journal's files, made where it is not there
   */
  Journal open(Path directory) throws IOException;
}
