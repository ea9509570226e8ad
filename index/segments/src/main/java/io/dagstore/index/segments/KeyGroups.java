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
    boolean ascending = true;
    do {
      ascending &= add(postings.shard());
      more = postings.next();
    } while (more && (postings.key() & KEPT) == key);
    if (!ascending) {
      order();
    }
    return true;
  }

  /** Tells whether the shard is larger than the one before, or the first. */
  private boolean add(int shard) {
    if (count == shards.length) {
      shards = Arrays.copyOf(shards, 2 * count);
    }
    shards[count++] = shard;
    return count == 1 || shards[count - 2] < shard;
  }

  private void order() {
    Arrays.sort(shards, 0, count);
    int kept = 1;
    for (int i = 1; i < count; i++) {
      if (shards[i] != shards[kept - 1]) {
        shards[kept++] = shards[i];
      }
    }
    count = kept;
  }

  /** Tells whether there is a next key. */
  boolean hasMore() {
    return more;
  }

  /** How far the key lies between the least and the greatest, of {@link Long#MAX_VALUE}. */
  long place() {
    return key >>> 1;
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
