package io.dagstore.index.segments;

import java.io.IOException;
import java.util.Arrays;

/** A walk over keys, each once with all its shards. */
final class Groups {
  private final Pairs pairs;
  private boolean more;
  private long key;
  private int[] shards = new int[16];
  private int size;

  Groups(Pairs pairs) throws IOException {
    this.pairs = pairs;
    this.more = pairs.next();
  }

  boolean next() throws IOException {
    size = 0;
    if (!more) {
      return false;
    }
    key = pairs.key();
    do {
      take(pairs.shard());
      more = pairs.next();
    } while (more && pairs.key() == key);
    return true;
  }

  /** Keys that differ only in the bits that are not kept give a shard twice. */
  private void take(int shard) {
    for (int i = 0; i < Math.min(size, SegmentFormat.INLINE); i++) {
      if (shards[i] == shard) {
        return;
      }
    }
    if (size == shards.length) {
      shards = Arrays.copyOf(shards, 2 * size);
    }
    shards[size++] = shard;
  }

  long key() {
    return key;
  }

  int size() {
    return size;
  }

  int shard(int index) {
    return shards[index];
  }

  boolean isList() {
    return size > SegmentFormat.INLINE;
  }
}
