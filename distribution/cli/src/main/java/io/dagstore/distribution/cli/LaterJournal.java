package io.dagstore.distribution.cli;

import io.dagstore.core.api.journal.Journal;
import io.dagstore.core.api.journal.JournalEvent;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The journal of a repository, opened at its first event: only then is it sure that the store is
 * ours to write. That it could not be opened is told at the end, when the work is done.
 */
final class LaterJournal implements Closeable {
  private final Opening opening;
  private @Nullable Journal journal;
  private @Nullable IOException failure;

  /** Opens the journal. */
  interface Opening {
    Journal open() throws IOException;
  }

  LaterJournal(Opening opening) {
    this.opening = opening;
  }

  synchronized void record(JournalEvent event) {
    if (journal == null && failure == null) {
      try {
        journal = opening.open();
      } catch (IOException e) {
        failure = e;
      }
    }
    if (journal != null) {
      journal.record(event);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    if (journal != null) {
      journal.close();
    }
    if (failure != null) {
      throw failure;
    }
  }
}
