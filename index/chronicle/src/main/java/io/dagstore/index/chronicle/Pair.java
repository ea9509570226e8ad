package io.dagstore.index.chronicle;

/**
 * That a shard has a key, as it was taken in under a slot. It counts as long as that is the shard's
 * slot.
 *
 * @param shard the shard's number, 0 or more
 * @param slot 1 or more; no two takings in of a generation have the same
 */
record Pair(int shard, int slot) {
  /** One that is nowhere. */
  static final Pair NONE = new Pair(0, Live.NO_SLOT);

  static Pair of(long packed) {
    return new Pair((int) (packed >>> Integer.SIZE), (int) packed);
  }

  long packed() {
    return (long) shard << Integer.SIZE | slot;
  }
}
