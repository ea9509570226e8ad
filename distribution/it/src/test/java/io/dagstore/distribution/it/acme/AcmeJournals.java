package io.dagstore.distribution.it.acme;

import io.dagstore.core.api.journal.Journal;
import io.dagstore.core.api.journal.JournalEvent;
import io.dagstore.core.api.journal.JournalProvider;
import io.dagstore.core.api.journal.JournalQuery;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A stranger's journal: a list. */
public final class AcmeJournals implements JournalProvider {
  @Override
  public String name() {
    return "acme";
  }

  @Override
  public Journal open(Path directory) {
    return new AcmeJournal();
  }

  private static final class AcmeJournal implements Journal {
    private final List<JournalEvent> events = new CopyOnWriteArrayList<>();

    @Override
    public void record(JournalEvent event) {
      events.add(event);
    }

    @Override
    public void read(JournalQuery query, Consumer<JournalEvent> reader) {
      events.forEach(reader);
    }
  }
}
