package io.dagstore.core.store;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Makes durable now and then what the inverted index has taken in, and then drops the marks by
 * which a start after a kill would do it again. So such a start costs what was open, and a
 * registration needs no write of the inverted index. Thread-safe.
 */
final class Flushes {
  private static final Logger LOG = System.getLogger(Flushes.class.getName());

  /** After so many shards, or so many entries, it is time: a start takes them in again soon. */
  private static final int SHARDS = 8192;

  private static final long ENTRIES = 1 << 17;

  /** What a shard weighs in entries, so that one count holds both bounds. */
  private static final long SHARD_WEIGHT = ENTRIES / SHARDS;

  private final Parts parts;
  private final Executor executor;
  private final AtomicLong unflushed = new AtomicLong();
  private final AtomicBoolean due = new AtomicBoolean();
  private final ReentrantLock flushing = new ReentrantLock();

  Flushes(Parts parts, Executor executor) {
    this.parts = parts;
    this.executor = executor;
  }

  /** The inverted index has taken in or let go a shard of so many entries, and its mark is put. */
  void changed(long entries) {
    if (unflushed.addAndGet(Math.max(SHARD_WEIGHT, entries)) >= ENTRIES
        && due.compareAndSet(false, true)) {
      executor.execute(this::flushLater);
    }
  }

  private void flushLater() {
    try {
      flush();
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.WARNING, "the inverted index is flushed later", e);
    }
  }

  /** Flushes what was not flushed, if there is something. */
  void flushRest() throws IOException {
    if (!parts.records().marks().isEmpty()) {
      flush();
    }
  }

  /** Tells the inverted index that nothing is to be flushed, if so: it may put itself in order. */
  void rest() throws IOException {
    if (parts.records().marks().isEmpty()) {
      parts.inverted().flush();
    }
  }

  /** Flushes what was changed until now, and waits for it. */
  void flush() throws IOException {
    flushing.lock();
    try {
      due.set(false);
      unflushed.set(0);
      var marks = parts.records().marks();
      parts.inverted().flush();
      parts.steps().reached("flushed");
      parts.records().dropMarks(marks);
      parts.steps().reached("marks dropped");
    } finally {
      flushing.unlock();
    }
  }
}
