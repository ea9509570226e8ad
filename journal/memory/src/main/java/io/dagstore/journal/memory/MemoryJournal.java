package io.dagstore.journal.memory;

import io.dagstore.core.api.journal.Journal;
import io.dagstore.core.api.journal.JournalEvent;
import io.dagstore.core.api.journal.JournalQuery;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Keeps the latest events, up to a bound, and forgets the oldest first: a reader that follows and
 * falls behind by more than the bound misses those. After the close it can still be read, and takes
 * nothing down. Thread-safe.
 */
public final class MemoryJournal implements Journal {
  private static final int CAPACITY = 10_000;

  private final int capacity;
  private final Deque<JournalEvent> events = new ArrayDeque<>();
  private long recorded;
  private boolean closed;

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
    if (closed) {
      return;
    }
    if (events.size() == capacity) {
      events.removeFirst();
    }
    events.addLast(event);
    recorded++;
    notifyAll();
  }

  /** What it keeps, oldest first; a copy. */
  public synchronized List<JournalEvent> events() {
    return List.copyOf(events);
  }

  @Override
  public void read(JournalQuery query, Consumer<JournalEvent> reader) throws InterruptedException {
    var batch = from(0, false);
    hand(batch, query, reader);
    while (query.follow() && !batch.last()) {
      batch = from(batch.end(), true);
      hand(batch, query, reader);
    }
  }

  private static void hand(Batch batch, JournalQuery query, Consumer<JournalEvent> reader)
      throws InterruptedException {
    for (var event : batch.events()) {
      if (query.follow() && Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (query.matches(event)) {
        reader.accept(event);
      }
    }
  }

  /**
   * Events in a row.
   *
   * @param events the events
   * @param end how many were recorded up to the last of them
   * @param last whether no others will come
   */
  private record Batch(List<JournalEvent> events, long end, boolean last) {}

  /** What is kept of the events behind the first {@code start}; may wait for one. */
  private synchronized Batch from(long start, boolean wait) throws InterruptedException {
    while (wait && recorded == start && !closed) {
      wait();
    }
    long forgotten = recorded - events.size();
    var some = events.stream().skip(Math.max(0, start - forgotten)).toList();
    return new Batch(some, recorded, closed);
  }

  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }
}
