package io.dagstore.index.segments;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** All shards that a lookup finds; for one thread, key after key. */
final class Candidates {
  private static final int LEAST = 4;

  private int[] shards = new int[LEAST];
  private int count;

  /** Forgets what it has. */
  void clear() {
    count = 0;
  }

  /** Adds a shard to {@code all} and returns -1; gives it back where one is enough. */
  static int take(int shard, @Nullable Candidates all) {
    if (all == null) {
      return shard;
    }
    all.add(shard);
    return Lines.NONE;
  }

  private void add(int found) {
    if (count == shards.length) {
      shards = Arrays.copyOf(shards, 2 * count);
    }
    shards[count++] = found;
  }

  /** Sorts what it has, each once, and returns how many these are. */
  int order() {
    if (count < 2) {
      return count;
    }
    Arrays.sort(shards, 0, count);
    int kept = 1;
    for (int i = 1; i < count; i++) {
      if (shards[i] != shards[kept - 1]) {
        shards[kept++] = shards[i];
      }
    }
    count = kept;
    return kept;
  }

  int at(int index) {
    return shards[index];
  }

  int[] ordered() {
    return Arrays.copyOf(shards, order());
  }
}
