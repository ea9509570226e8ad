package io.dagstore.index.chronicle;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Which shards count, each by the slot of its taking in, as it was at one moment. Immutable. */
final class Live {
  /** No shard has it. */
  static final int NO_SLOT = 0;

  static final Live NONE = new Live(new int[0]);

  private final int[] slots;

  /** Takes over the array: the slot of each shard, by its number. */
  Live(int[] slots) {
    this.slots = slots;
  }

  /** The slot of this shard, or {@link #NO_SLOT}. */
  int slot(int shard) {
    return shard >= 0 && shard < slots.length ? slots[shard] : NO_SLOT;
  }

  boolean counts(Pair pair) {
    return slot(pair.shard()) == pair.slot();
  }

  /** Ascending. */
  IntStream shards() {
    return IntStream.range(0, slots.length).filter(shard -> slots[shard] != NO_SLOT);
  }

  int highestSlot() {
    return Arrays.stream(slots).max().orElse(NO_SLOT);
  }

  /** The same without these shards. */
  Live without(IntStream gone) {
    var left = slots.clone();
    gone.forEach(shard -> left[shard] = NO_SLOT);
    return new Live(left);
  }
}
