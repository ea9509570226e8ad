package io.dagstore.core.store;

/**
 * Guesses which shard answers the next read: blocks that are read one after the other mostly lie in
 * one CAR, so the shard that was named twice in a row is asked before the inverted index is. Kept
 * for a few threads together, without a lock: a guess that is lost or seen late costs one lookup.
 */
final class ReadHabit {
  private static final int CELLS = 32;

  /** Ints from one cell to the next, so that two cells never share a cache line. */
  private static final int STRIDE = 32;

  /** Shard + 1; the shard's complement while it was named only once; 0: none. */
  private final int[] cells = new int[CELLS * STRIDE];

  /** The number of the shard to ask first; negative: none. */
  int likely() {
    return cells[cell()] - 1;
  }

  /** Takes in which shard the inverted index named, because there was no guess or a wrong one. */
  void named(int shard) {
    int cell = cell();
    cells[cell] = cells[cell] == ~shard ? shard + 1 : ~shard;
  }

  private static int cell() {
    return ((int) Thread.currentThread().threadId() & (CELLS - 1)) * STRIDE;
  }
}
