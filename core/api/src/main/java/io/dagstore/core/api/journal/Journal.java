package io.dagstore.core.api.journal;

/** Takes down events in the order in which they are given. Thread-safe; returns quickly. */
@FunctionalInterface
public interface Journal {
  /** Takes down one event. Never throws for what happens to the journal itself. */
  void record(JournalEvent event);

  /** Takes down nothing. */
  static Journal none() {
    return event -> {};
  }
}
