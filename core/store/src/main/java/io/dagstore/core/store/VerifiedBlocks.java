package io.dagstore.core.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * One bit per entry of a shard index: its block was hashed since the shard was opened. Pages come
 * with the first bit in them, the last one no longer than it must be. A bit that is lost or seen
 * late costs one more hash, so that no reader waits for another.
 */
final class VerifiedBlocks {
  private static final int PAGE_BITS = 15;
  private static final int PAGE_WORDS = 1 << (PAGE_BITS - 6);
  private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);

  private final AtomicReferenceArray<long[]> pages;
  private final long entries;

  VerifiedBlocks(long entries) {
    this.entries = entries;
    pages = new AtomicReferenceArray<>(Math.toIntExact((entries >> PAGE_BITS) + 1));
  }

  boolean contains(long entry) {
    var page = pages.get((int) (entry >> PAGE_BITS));
    return page != null && ((long) WORD.getOpaque(page, word(entry)) & (1L << entry)) != 0;
  }

  void add(long entry) {
    int at = (int) (entry >> PAGE_BITS);
    var page = pages.get(at);
    if (page == null) {
      long left = (entries - ((long) at << PAGE_BITS) + Long.SIZE - 1) / Long.SIZE;
      pages.compareAndSet(at, null, new long[(int) Math.min(PAGE_WORDS, left)]);
      page = pages.get(at);
    }
    WORD.getAndBitwiseOr(page, word(entry), 1L << entry);
  }

  private static int word(long entry) {
    return (int) (entry >> 6) & (PAGE_WORDS - 1);
  }
}
