package io.dagstore.index.segments;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.stream.IntStream;

/**
 * The shards of a segment that no longer count, and since which version of the index. Only grows;
 * one writer at a time, readers without locks, each at the version it looks at. Taking one in costs
 * the same whatever their number.
 */
final class Removals {
  private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);
  private static final int LEAST = 16;

  /** Shard + 1 and version in turn; open addressing, at most half full. */
  private volatile long[] slots = {};

  private volatile int size;

  /** Tells whether the shard was gone at this version. */
  boolean contains(int shard, long version) {
    long[] now = slots;
    if (now.length == 0) {
      return false;
    }
    int at = slot(now, shard);
    return (long) WORDS.getAcquire(now, at) != 0 && (long) WORDS.getAcquire(now, at + 1) <= version;
  }

  /** The slot that holds the shard, or the free one where it would stand. */
  private static int slot(long[] slots, int shard) {
    int mask = slots.length - 2;
    int at = (int) ((shard * SegmentFormat.LINE_SEED) >>> 31) & mask;
    for (long there = (long) WORDS.getAcquire(slots, at);
        there != 0 && there != shard + 1L;
        there = (long) WORDS.getAcquire(slots, at)) {
      at = (at + 2) & mask;
    }
    return at;
  }

  /** Takes in a shard that goes with this version; one that is gone already stays as it is. */
  void put(int shard, long version) {
    if (4 * (size + 1) > slots.length) {
      grow();
    }
    long[] now = slots;
    int at = slot(now, shard);
    if (now[at] == 0) {
      now[at + 1] = version;
      WORDS.setRelease(now, at, shard + 1L);
      int grown = size + 1;
      size = grown;
    }
  }

  private void grow() {
    long[] old = slots;
    long[] larger = new long[Math.max(LEAST, 2 * old.length)];
    for (int i = 0; i < old.length; i += 2) {
      if (old[i] != 0) {
        int at = slot(larger, (int) (old[i] - 1));
        larger[at] = old[i];
        larger[at + 1] = old[i + 1];
      }
    }
    slots = larger;
  }

  /** How many are gone, whatever the version. */
  int size() {
    return size;
  }

  /** Those that were gone at this version. */
  ShardSet at(long version) {
    long[] now = slots;
    return ShardSet.of(
        IntStream.range(0, now.length / 2)
            .filter(i -> (long) WORDS.getAcquire(now, 2 * i) != 0 && now[2 * i + 1] <= version)
            .map(i -> (int) (now[2 * i] - 1)));
  }

  /** Tells {@code target} of those that went after this version. */
  void copyAfter(long version, Removals target) {
    long[] now = slots;
    for (int i = 0; i < now.length; i += 2) {
      if (now[i] != 0 && now[i + 1] > version) {
        target.put((int) (now[i] - 1), now[i + 1]);
      }
    }
  }
}
