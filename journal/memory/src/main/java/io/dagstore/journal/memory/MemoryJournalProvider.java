package io.dagstore.journal.memory;

import io.dagstore.core.api.journal.Journal;
import io.dagstore.core.api.journal.JournalProvider;
import java.nio.file.Path;

/** Brings the journal {@code memory}, which touches no file. */
public final class MemoryJournalProvider implements JournalProvider {
  /** A provider. */
  public MemoryJournalProvider() {}

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public Journal open(Path directory) {
    return new MemoryJournal();
  }
}
