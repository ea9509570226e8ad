package io.dagstore.core.store;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Counts who is inside of something that may be closed. Entering takes no lock and rarely meets
 * another thread: the count is spread over cells. After {@link #shut} nobody new gets in, and
 * exactly one caller learns that the last one has left.
 */
final class Leases {
  /** Ints from one cell to the next, so that two cells never share a cache line. */
  private static final int STRIDE = 16;

  private static final int OPEN = 0;
  private static final int SHUTTING = 1;
  private static final int EMPTY = 2;

  private final AtomicIntegerArray cells;
  private final int shut;

  /** Spreads the count over so many cells, a power of two. */
  Leases(int spread) {
    shut = spread * STRIDE;
    cells = new AtomicIntegerArray(shut + 1);
  }

  /**
   * Gets in and returns what to {@link #leave} by; negative: it is shut, and only leaving is left.
   */
  int enter() {
    int cell = ((int) Thread.currentThread().threadId() * STRIDE) & (shut - 1);
    cells.incrementAndGet(cell);
    return cells.get(shut) == OPEN ? cell : -1 - cell;
  }

  /**
   * Gets out by what {@link #enter} returned, also where that was negative; true: it is shut, and
   * this was the last one out.
   */
  boolean leave(int entered) {
    cells.decrementAndGet(entered < 0 ? -1 - entered : entered);
    return cells.get(shut) == SHUTTING && emptied();
  }

  /** Lets nobody in from now on; true: nobody is inside. */
  boolean shut() {
    return cells.compareAndSet(shut, OPEN, SHUTTING) && emptied();
  }

  /** Cells cannot fill again once it is shut, so that looking at them in turn is enough. */
  private boolean emptied() {
    for (int cell = 0; cell < shut; cell += STRIDE) {
      if (cells.get(cell) != 0) {
        return false;
      }
    }
    return cells.compareAndSet(shut, SHUTTING, EMPTY);
  }
}
