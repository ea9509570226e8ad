package io.dagstore.core.store;

/**
 * Counts that cost a reader nothing to speak of: kept for a few threads together, without a lock or
 * a fence. A count that two threads make at once may be lost.
 */
final class Tally {
  static final int GUESSED = 0;
  static final int LOOKED = 1;
  static final int TRUSTED = 2;
  static final int HASHED = 3;

  private static final int CELLS = 32;

  /** Longs from one cell to the next, so that two cells never share a cache line. */
  private static final int STRIDE = 16;

  private final long[] cells = new long[CELLS * STRIDE];

  void count(int what) {
    cells[((int) Thread.currentThread().threadId() & (CELLS - 1)) * STRIDE + what]++;
  }

  long sum(int what) {
    long sum = 0;
    for (int at = what; at < cells.length; at += STRIDE) {
      sum += cells[at];
    }
    return sum;
  }
}
