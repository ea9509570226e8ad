package io.dagstore.index.segments;

import io.dagstore.core.api.index.LongCursor;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Keys for tests. */
final class Keys {
  private Keys() {}

  static long[] random(SplittableRandom random, int count) {
    return ascending(LongStream.generate(() -> random.nextLong() << 16).limit(count));
  }

  static long[] ascending(LongStream keys) {
    long[] flipped = keys.map(key -> key ^ Long.MIN_VALUE).sorted().toArray();
    return IntStream.range(0, flipped.length)
        .filter(i -> i == 0 || flipped[i] != flipped[i - 1])
        .mapToLong(i -> flipped[i] ^ Long.MIN_VALUE)
        .toArray();
  }

  static LongCursor cursor(long... keys) {
    return new LongCursor() {
      private int at = -1;

      @Override
      public boolean next() {
        return ++at < keys.length;
      }

      @Override
      public long value() {
        return keys[at];
      }

      @Override
      public long count() {
        return keys.length;
      }
    };
  }

  static int[] sorted(int... shards) {
    int[] sorted = shards.clone();
    Arrays.sort(sorted);
    return sorted;
  }
}
