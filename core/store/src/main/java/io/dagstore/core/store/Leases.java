package io.dagstore.core.store;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * Counts who is inside of something that may be closed. Entering takes no lock and rarely meets
 * another thread: the count is spread over cells. The first of them lies in this object; it is the
 * only one where there are many such things, each of which is then a single place in memory. After
 * {@link #shut} nobody new gets in, and exactly one caller learns that the last one has left.
 */
final class Leases {
  /** Ints from one cell to the next, so that two cells never share a cache line. */
  private static final int STRIDE = 16;

  /** Stands in a cell beside its count: nobody new gets in. */
  private static final int SHUT = Integer.MIN_VALUE;

  /** Stands in the first cell once somebody was told that all have left. */
  private static final int TOLD = SHUT | 1 << 30;

  private static final AtomicIntegerFieldUpdater<Leases> FIRST =
      AtomicIntegerFieldUpdater.newUpdater(Leases.class, "first");

  private static final AtomicIntegerArray NONE = new AtomicIntegerArray(0);

  @SuppressWarnings("UnusedVariable") // its updater reads and writes it
  private volatile int first;

  private final int spread;
  private final AtomicIntegerArray others;

  /** Spreads the count over so many cells, a power of two. */
  Leases(int spread) {
    this.spread = spread;
    this.others = spread == 1 ? NONE : new AtomicIntegerArray(spread * STRIDE);
  }

  /**
   * Gets in and returns what to {@link #leave} by; negative: it is shut, and only leaving is left.
   */
  int enter() {
    int cell = (int) Thread.currentThread().threadId() & (spread - 1);
    return add(cell, 1) < 0 ? -1 - cell : cell;
  }

  /**
   * Gets out by what {@link #enter} returned, also where that was negative; true: it is shut, and
   * this was the last one out.
   */
  boolean leave(int entered) {
    return add(entered < 0 ? -1 - entered : entered, -1) == SHUT + 1 && emptied();
  }

  /** Lets nobody in from now on; true: nobody is inside. */
  boolean shut() {
    if (FIRST.getAndAccumulate(this, SHUT, (now, shut) -> now | shut) < 0) {
      return false;
    }
    for (int cell = 1; cell < spread; cell++) {
      add(cell, SHUT);
    }
    return emptied();
  }

  /** What stood in the cell before. */
  private int add(int cell, int change) {
    return cell == 0 ? FIRST.getAndAdd(this, change) : others.getAndAdd(cell * STRIDE, change);
  }

  /** A cell that is shut is filled for moments only, by who then leaves it and looks, too. */
  private boolean emptied() {
    for (int cell = 1; cell < spread; cell++) {
      if (others.get(cell * STRIDE) != SHUT) {
        return false;
      }
    }
    return FIRST.compareAndSet(this, SHUT, TOLD);
  }
}
