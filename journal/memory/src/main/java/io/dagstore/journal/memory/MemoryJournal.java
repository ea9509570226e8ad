package io.dagstore.journal.memory;

import io.dagstore.core.api.journal.Journal;
import io.dagstore.core.api.journal.JournalEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Keeps the latest events, up to a bound, and forgets the oldest first. Thread-safe. */
public final class MemoryJournal implements Journal {
  private static final int CAPACITY = 10_000;

  private final int capacity;
  private final Deque<JournalEvent> events = new ArrayDeque<>();

  /** A journal of at most 10,000 events. */
  public MemoryJournal() {
    this(CAPACITY);
  }

  /**
   * A journal of at most this many events.
   *
   * @throws IllegalArgumentException if that is less than one
   */
  public MemoryJournal(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity: expected 1 or more, got " + capacity);
    }
    this.capacity = capacity;
  }

  @Override
  public synchronized void record(JournalEvent event) {
    if (events.size() == capacity) {
      events.removeFirst();
    }
    events.addLast(event);
  }

  /** What it keeps, oldest first; a copy. */
  public synchronized List<JournalEvent> events() {
    return List.copyOf(events);
  }
}
