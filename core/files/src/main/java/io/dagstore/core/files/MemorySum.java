package io.dagstore.core.files;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * A quick checksum of a few hundred bytes, for lookups that check what they read: a rotating sum of
 * little-endian words, mixed at the end. Any change within one word changes it before the mixing.
 * It guards against decay, not against design. No state, no garbage.
 */
public final class MemorySum {
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int ROTATION = 13;

  private MemorySum() {}

  /**
   * Returns the checksum of the bytes from {@code start} up to {@code end}, whose high bits are as
   * good as its low ones.
   *
   * @param seed what else the checksum vouches for, such as the place of the bytes
   */
  public static long of(MemorySegment bytes, long start, long end, long seed) {
    long sum = seed;
    long at = start;
    for (; at <= end - Long.BYTES; at += Long.BYTES) {
      sum = next(sum, bytes.get(LONG, at));
    }
    if (at < end) {
      sum = next(sum, tail(bytes, at, end));
    }
    return end(sum, end - start);
  }

  /** For callers that read the words themselves: the seed or sum so far with one word more. */
  public static long next(long sum, long word) {
    return Long.rotateLeft(sum, ROTATION) + word;
  }

  /** The checksum, of the sum over so many bytes. */
  public static long end(long sum, long bytes) {
    return mix(sum + bytes);
  }

  private static long tail(MemorySegment bytes, long start, long end) {
    long word = 0;
    for (long at = end - 1; at >= start; at--) {
      word = (word << Byte.SIZE) | (bytes.get(ValueLayout.JAVA_BYTE, at) & 0xff);
    }
    return word;
  }

  /** The finishing step of MurmurHash3, which lets every bit of the input reach every other. */
  private static long mix(long sum) {
    long mixed = (sum ^ (sum >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }
}
