package io.dagstore.index.segments;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** All shards that a lookup at one version finds; for one thread, key after key. */
final class Candidates implements ShardCollector {
  private static final int LEAST = 4;

  private final long version;
  private int[] shards = new int[LEAST];
  private int count;
  private @Nullable Live live;

  Candidates(long version) {
    this.version = version;
  }

  /** Forgets what it has. */
  void clear() {
    count = 0;
    live = null;
  }

  /** What comes next is of this segment. */
  Candidates within(Live segment) {
    live = segment;
    return this;
  }

  @Override
  public void add(int found) {
    if (live != null && live.removals().contains(found, version)) {
      return;
    }
    if (count == shards.length) {
      shards = Arrays.copyOf(shards, 2 * count);
    }
    shards[count++] = found;
  }

  @Override
  public boolean wantsMore() {
    return true;
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
