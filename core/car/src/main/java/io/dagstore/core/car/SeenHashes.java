package io.dagstore.core.car;

import io.dagstore.core.ipld.Multihash;
import java.io.IOException;

/**
 * Which multihashes were seen, and where: 32 bytes each at most. It keeps 64 bits of each; whoever
 * asks confirms at the place itself.
 */
final class SeenHashes {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private long[] table = new long[2 << 10];
  private int used;

  /** Tells whether the multihash asked for is at a place. */
  interface Confirmation {
    boolean isAt(long place) throws IOException;
  }

  /** Where {@code hash} was seen, -1 if nowhere. */
  long find(Multihash hash, Confirmation confirmation) throws IOException {
    long key = key(hash);
    for (int slot = slot(key); table[slot + 1] != 0; slot = after(slot)) {
      long place = table[slot + 1] - 1;
      if (table[slot] == key && confirmation.isAt(place)) {
        return place;
      }
    }
    return -1;
  }

  /** Notes that {@code hash}, which was not seen before, is at {@code place}. */
  void add(Multihash hash, long place) {
    if (2L * used >= table.length / 2) {
      grow();
    }
    insert(key(hash), place + 1);
    used++;
  }

  private void insert(long key, long mark) {
    int slot = slot(key);
    while (table[slot + 1] != 0) {
      slot = after(slot);
    }
    table[slot] = key;
    table[slot + 1] = mark;
  }

  private void grow() {
    if (table.length > 1 << 29) {
      throw new IllegalStateException("more than " + used + " blocks in one file being written");
    }
    var old = table;
    table = new long[old.length * 2];
    for (int slot = 0; slot < old.length; slot += 2) {
      if (old[slot + 1] != 0) {
        insert(old[slot], old[slot + 1]);
      }
    }
  }

  private int slot(long key) {
    return (int) ((key * GOLDEN) >>> 33) % (table.length / 2) * 2;
  }

  private int after(int slot) {
    return slot + 2 == table.length ? 0 : slot + 2;
  }

  private static long key(Multihash hash) {
    var bytes = hash.toBytes();
    long key = bytes.length;
    for (byte b : bytes) {
      key = (key ^ (b & 0xff)) * 0x100000001b3L;
    }
    return key;
  }
}
