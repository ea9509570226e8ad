package io.dagstore.core.store;

import io.dagstore.core.ipld.Hasher;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Hashers to borrow: each is for one thread at a time, and making one costs more than a hash. */
final class Hashers {
  private static final int KEPT = 32;

  private final AtomicReferenceArray<Hasher> idle = new AtomicReferenceArray<>(KEPT);

  Hasher borrow() {
    var hasher = idle.getAndSet(slot(), null);
    return hasher == null ? new Hasher() : hasher;
  }

  void giveBack(Hasher hasher) {
    idle.lazySet(slot(), hasher);
  }

  private static int slot() {
    return (int) Thread.currentThread().threadId() & (KEPT - 1);
  }
}
