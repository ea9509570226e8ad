package io.dagstore.distribution.runtime.internal;

import io.dagstore.core.api.journal.Journal;
import io.dagstore.core.api.journal.JournalEvent;
import io.dagstore.core.api.journal.JournalQuery;
import java.io.IOException;
import java.util.Set;
import java.util.function.Consumer;

/** A journal that does not take down some events, each {@code system:event}. */
record SelectiveJournal(Journal journal, Set<String> disabled) implements Journal {
  @Override
  public void record(JournalEvent event) {
    if (!disabled.contains(event.system() + ":" + event.event())) {
      journal.record(event);
    }
  }

  @Override
  public void read(JournalQuery query, Consumer<JournalEvent> reader)
      throws IOException, InterruptedException {
    journal.read(query, reader);
  }

  @Override
  public void close() throws IOException {
    journal.close();
  }
}
