package io.dagstore.journal.file;

import io.dagstore.core.api.journal.JournalEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Events between those who record and the one who writes. A full queue holds a recorder up for a
 * tenth of a second at most, and while the writer is stuck, nobody: what finds no room is counted.
 */
final class EventQueue {
  private static final int CAPACITY = 4096;
  private static final long PATIENCE = Duration.ofMillis(100).toNanos();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final Condition work = lock.newCondition();
  private final Condition progress = lock.newCondition();
  private final Deque<JournalEvent> events = new ArrayDeque<>();
  private long offered;
  private long done;
  private long refused;
  private boolean stuck;
  private boolean closed;

  /** Takes the event in, or counts it where no room comes up; after the close, does nothing. */
  void offer(JournalEvent event) {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      if (events.size() < CAPACITY || waitForRoom()) {
        stuck = false;
        offered++;
        events.addLast(event);
        work.signal();
      } else {
        refused++;
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean waitForRoom() {
    var left = stuck ? 0 : PATIENCE;
    var interrupted = false;
    while (left > 0 && !closed && events.size() == CAPACITY) {
      try {
        left = room.awaitNanos(left);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    stuck = events.size() == CAPACITY;
    return !closed && !stuck;
  }

  /**
   * Moves what is there, at most so many, waiting a while for the first.
   *
   * @return false once the queue is closed and empty
   */
  boolean take(List<JournalEvent> into, int most, Duration patience) {
    lock.lock();
    try {
      for (var left = patience.toNanos(); events.isEmpty() && !closed && left > 0; ) {
        left = work.awaitNanos(left);
      }
      while (!events.isEmpty() && into.size() < most) {
        into.add(events.removeFirst());
      }
      room.signalAll();
      return !into.isEmpty() || !closed;
    } catch (InterruptedException e) {
      // Nobody interrupts the writer; it ends when the queue does.
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** So many of those taken are written, or lost. */
  void done(int count) {
    lock.lock();
    try {
      done += count;
      progress.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until all that was taken in before this call is done. */
  void settle() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      var goal = offered;
      while (done < goal) {
        progress.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** How many are done. */
  long progress() {
    lock.lock();
    try {
      return done;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until more than so many are done; false when the queue was closed and nothing came. */
  boolean awaitProgress(long beyond) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (done <= beyond && !(closed && done == offered)) {
        progress.await();
      }
      return done > beyond;
    } finally {
      lock.unlock();
    }
  }

  /** How many found no room. */
  long refused() {
    lock.lock();
    try {
      return refused;
    } finally {
      lock.unlock();
    }
  }

  /** Takes in nothing more; what is there is still handed out. */
  void close() {
    lock.lock();
    try {
      closed = true;
      work.signalAll();
      room.signalAll();
      progress.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
