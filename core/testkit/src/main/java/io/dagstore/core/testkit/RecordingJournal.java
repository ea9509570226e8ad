package io.dagstore.core.testkit;

import io.dagstore.core.api.journal.Journal;
import io.dagstore.core.api.journal.JournalEvent;
import io.dagstore.core.api.journal.JournalQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Keeps everything that is recorded, also over its close. Thread-safe. */
public final class RecordingJournal implements Journal {
  private final List<JournalEvent> events = new ArrayList<>();
  private boolean closed;

  /** A journal with nothing in it. */
  public RecordingJournal() {}

  @Override
  public synchronized void record(JournalEvent event) {
    if (!closed) {
      events.add(event);
      notifyAll();
    }
  }

  /** Everything up to now, oldest first; a copy. */
  public synchronized List<JournalEvent> events() {
    return List.copyOf(events);
  }

  @Override
  public void read(JournalQuery query, Consumer<JournalEvent> reader) throws InterruptedException {
    int next = 0;
    do {
      var some = behind(next, query.follow());
      some.stream().filter(query::matches).forEach(reader);
      next += some.size();
    } while (query.follow() && !ended(next));
  }

  private synchronized List<JournalEvent> behind(int start, boolean wait)
      throws InterruptedException {
    while (wait && events.size() == start && !closed) {
      wait();
    }
    return List.copyOf(events.subList(start, events.size()));
  }

  private synchronized boolean ended(int next) {
    return closed && next == events.size();
  }

  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }
}
