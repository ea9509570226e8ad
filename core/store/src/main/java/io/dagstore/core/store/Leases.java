package io.dagstore.core.store;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * Counts who is inside of something that may be closed. Entering takes no lock. Where it matters
 * that readers do not meet, the count is spread over cells; where there are many such things, it is
 * one word beside the mark of the end, so that each is a single place in memory. After {@link
 * #shut} nobody new gets in, and exactly one caller learns that the last one has left.
 */
final class Leases {
  /** Ints from one cell to the next, so that two cells never share a cache line. */
  private static final int STRIDE = 16;

  /** The mark: nobody new gets in. */
  private static final int SHUT = Integer.MIN_VALUE;

  /** The mark, once somebody was told that all have left. */
  private static final int TOLD = SHUT | 1 << 30;

  private static final AtomicIntegerFieldUpdater<Leases> WORD =
      AtomicIntegerFieldUpdater.newUpdater(Leases.class, "word");

  private static final AtomicIntegerArray NO_CELLS = new AtomicIntegerArray(0);

  /** The mark of the end, and beside it the count where there are no cells. */
  private volatile int word;

  private final int spread;

  /** Cells from the second on are in use. */
  private final AtomicIntegerArray cells;

  /** Spreads the count over so many cells, a power of two. */
  Leases(int spread) {
    this.spread = spread;
    this.cells = spread == 1 ? NO_CELLS : new AtomicIntegerArray(spread * STRIDE + 1);
  }

  /**
   * Gets in and returns what to {@link #leave} by; negative: it is shut, and only leaving is left.
   */
  int enter() {
    if (spread == 1) {
      return WORD.incrementAndGet(this) < 0 ? -1 : 0;
    }
    int cell = STRIDE * (1 + ((int) Thread.currentThread().threadId() & (spread - 1)));
    cells.incrementAndGet(cell);
    return word < 0 ? -1 - cell : cell;
  }

  /**
   * Gets out by what {@link #enter} returned, also where that was negative; true: it is shut, and
   * this was the last one out.
   */
  boolean leave(int entered) {
    if (spread == 1) {
      WORD.decrementAndGet(this);
    } else {
      cells.decrementAndGet(entered < 0 ? -1 - entered : entered);
    }
    return word == SHUT && emptied();
  }

  /** Lets nobody in from now on; true: nobody is inside. */
  boolean shut() {
    return WORD.getAndAccumulate(this, SHUT, (now, shut) -> now | shut) >= 0 && emptied();
  }

  /**
   * A count is no more than a moment above nothing once it is shut: who comes too late looks when
   * it leaves. So looking at the cells in turn is enough.
   */
  private boolean emptied() {
    for (int cell = STRIDE; cell < cells.length(); cell += STRIDE) {
      if (cells.get(cell) != 0) {
        return false;
      }
    }
    return WORD.compareAndSet(this, SHUT, TOLD);
  }
}
