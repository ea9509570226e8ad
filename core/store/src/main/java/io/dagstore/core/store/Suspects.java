package io.dagstore.core.store;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Shards that failed under a read: reads go to other copies first. After a while one read looks at
 * such a shard again, and its answer takes the mark away. The table has a fixed size, whatever
 * fails: where two shards share a place the newer mark stays, and one that is lost costs one more
 * failed read. No lock.
 */
final class Suspects {
  /** From a failure, or a look, to the next look. */
  static final Duration WHILE = Duration.ofSeconds(30);

  private static final int PLACES = 1024;

  private final InstantSource clock;

  /** Number + 1 of the shard in the upper half, in the lower one the second of its next look. */
  private final AtomicLongArray marks = new AtomicLongArray(PLACES);

  Suspects(InstantSource clock) {
    this.clock = clock;
  }

  /** Whether the shard is marked, due for a look or not. */
  boolean has(int number) {
    return isOf(number, marks.getOpaque(place(number)));
  }

  /** Whether others are to be asked first; of those who ask after the while, one is told no. */
  boolean avoids(int number) {
    long mark = marks.get(place(number));
    if (!isOf(number, mark)) {
      return false;
    }
    int left = (int) mark - now();
    boolean due = left <= 0 || left > WHILE.toSeconds();
    return !(due && marks.compareAndSet(place(number), mark, mark(number)));
  }

  /** Marks a shard that failed. */
  void add(int number) {
    marks.set(place(number), mark(number));
  }

  /** The shard is sound again, as far as is known. */
  void remove(int number) {
    long mark = marks.get(place(number));
    if (isOf(number, mark)) {
      marks.compareAndSet(place(number), mark, 0);
    }
  }

  /** How many are marked. */
  int count() {
    int count = 0;
    for (int place = 0; place < PLACES; place++) {
      count += marks.getOpaque(place) == 0 ? 0 : 1;
    }
    return count;
  }

  /** Takes all marks away: what failed may be back. */
  void clear() {
    for (int place = 0; place < PLACES; place++) {
      marks.set(place, 0);
    }
  }

  private long mark(int number) {
    long next = (now() + WHILE.toSeconds()) & 0xffff_ffffL;
    return (number + 1L) << Integer.SIZE | next;
  }

  private int now() {
    return (int) clock.instant().getEpochSecond();
  }

  private static boolean isOf(int number, long mark) {
    return mark >>> Integer.SIZE == number + 1L;
  }

  private static int place(int number) {
    return number & (PLACES - 1);
  }
}
