package io.dagstore.core.testkit;

import io.dagstore.core.api.index.MultihashKey;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/** Keys of multihashes that an attacker chose, who does not know the store's secret. */
public final class FloodKeys {
  /** How many there are at a time. */
  public static final int COUNT = 1_000_000;

  private static final int HEAD_BYTES = 2;

  private FloodKeys() {}

  /** Keys of multihashes with this code and length, which differ in a counter at their end only. */
  public static long[] chosen(int code, int digestLength) {
    var secret = new SplittableRandom(9).longs(MultihashKey.SECRET_WORDS).toArray();
    var keys = new MultihashKey(secret);
    int length = HEAD_BYTES + digestLength;
    var bytes = MemorySegment.ofArray(new byte[length + Long.BYTES]);
    bytes.set(ValueLayout.JAVA_BYTE, 0, (byte) code);
    bytes.set(ValueLayout.JAVA_BYTE, 1, (byte) digestLength);
    return LongStream.range(0, COUNT)
        .map(i -> {
          bytes.set(ValueLayout.JAVA_INT_UNALIGNED, length - Integer.BYTES, (int) i);
          return keys.of(bytes, 0, length);
        })
        .toArray();
  }

  /** As many keys as anybody's blocks have. */
  public static long[] usual() {
    return new SplittableRandom(3).longs(COUNT).toArray();
  }
}
