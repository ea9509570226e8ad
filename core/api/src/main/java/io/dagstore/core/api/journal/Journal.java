package io.dagstore.core.api.journal;

import java.io.IOException;
import java.util.function.Consumer;

/**
 * Takes down events in the order in which they are given. Thread-safe; recording returns quickly.
 * Whoever opened it closes it.
 */
@FunctionalInterface
public interface Journal extends AutoCloseable {
  /** Takes down one event. Never throws for what happens to the journal itself. */
  void record(JournalEvent event);

  /**
   * Hands on the events that the query asks for: those that are kept, oldest first, then, where it
   * follows, each that comes, none left out and none twice, until the thread is interrupted or the
   * journal is closed. Events are handed on on the caller's thread, and a reader that is slow
   * delays nobody who records. A journal that keeps nothing hands on nothing and returns at once.
   *
   * @throws IOException if what is kept cannot be read
   * @throws InterruptedException if the thread was interrupted while it followed
   */
  default void read(JournalQuery query, Consumer<JournalEvent> reader)
      throws IOException, InterruptedException {}

  /** Makes durable what was recorded, and ends readers that follow. May be repeated. */
  @Override
  default void close() throws IOException {}

  /** Takes down nothing. */
  static Journal none() {
    return event -> {};
  }
}
