package io.dagstore.index.segments;

import io.dagstore.core.api.index.MultihashKey;
import java.io.IOException;
import java.util.Arrays;

/** Gathers the shards of each key of a walk; a shard counts once. */
final class KeyGroups {
  private static final long KEPT = -1L << (Long.SIZE - MultihashKey.KEY_BITS);

  private final Postings postings;
  private boolean more;
  private long key;
  private int[] shards = new int[16];
  private int count;

  KeyGroups(Postings postings) throws IOException {
    this.postings = postings;
    this.more = postings.next();
  }

  /** Steps to the next key; false at the end. */
  boolean next() throws IOException {
    count = 0;
    if (!more) {
      return false;
    }
    key = postings.key() & KEPT;
    do {
      add(postings.shard());
      more = postings.next();
    } while (more && (postings.key() & KEPT) == key);
    return true;
  }

  private void add(int shard) {
    if (count > 0 && shards[count - 1] == shard) {
      return;
    }
    if (count == shards.length) {
      shards = Arrays.copyOf(shards, 2 * count);
    }
    shards[count++] = shard;
  }

  long key() {
    return key;
  }

  int count() {
    return count;
  }

  int shard(int index) {
    return shards[index];
  }
}
