package io.dagstore.distribution.runtime.plugin;

import io.dagstore.core.api.journal.Journal;
import io.dagstore.core.api.journal.JournalEvent;
import io.dagstore.core.api.journal.JournalQuery;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A stranger's journal. Events that it does not take are lost, since whoever records must not fail
 * for it; the log says so when that begins, the journal how many when it takes events again.
 */
final class GuardedJournal implements Journal, Kept {
  private static final Logger LOG = System.getLogger(GuardedJournal.class.getName());

  private final Journal journal;
  private final KeptCalls calls;
  private final PluginLog log;
  private final AtomicLong lost = new AtomicLong();

  GuardedJournal(Journal journal, KeptCalls calls, PluginLog log) {
    this.journal = Objects.requireNonNull(journal, "journal");
    this.calls = calls;
    this.log = log;
  }

  /** An interrupt is about the work that an event tells of, not about the event. */
  @Override
  public void record(JournalEvent event) {
    boolean interrupted = Thread.interrupted();
    try {
      tellOfLost();
      take(event);
    } catch (IOException e) {
      if (lost.getAndIncrement() == 0) {
        LOG.log(Level.WARNING, "events are lost: " + e.getMessage());
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void tellOfLost() throws IOException {
    long events = lost.getAndSet(0);
    if (events > 0) {
      try {
        take(log.lost(events));
      } catch (IOException e) {
        lost.addAndGet(events);
        throw e;
      }
    }
  }

  private void take(JournalEvent event) throws IOException {
    calls.run("Journal.record", () -> journal.record(event));
  }

  @Override
  public void read(JournalQuery query, Consumer<JournalEvent> reader)
      throws IOException, InterruptedException {
    calls.read(query.follow(), reader, taker -> journal.read(query, taker));
  }

  @Override
  public void leave() throws IOException {
    close();
  }

  @Override
  public void close() throws IOException {
    calls.end("Journal.close", journal::close);
  }
}
