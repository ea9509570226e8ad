package io.dagstore.core.car;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Sorts index entries that lie in one array: by digest, equal digests by offset. Reused by one
 * thread for many arrays. Works on numbers made of eight bytes of the digest and the entry's place,
 * which for real digests leaves next to nothing to compare byte by byte.
 */
final class EntryOrder {
  private static final VarHandle BE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Buckets with more than so many keys are sorted by the JDK instead of by insertion. */
  private static final int CROWD = 32;

  private long[] keys = new long[0];
  private long[] spread = new long[0];
  private int[] starts = new int[0];
  private int indexBits;

  /**
   * Orders the {@code count} entries of {@code width} bytes in {@code entries}; their first {@code
   * shared} digest bytes are known to be equal.
   */
  void sort(byte[] entries, int width, int count, int shared) {
    indexBits = 32 - Integer.numberOfLeadingZeros(count);
    if (keys.length < count) {
      keys = new long[count];
      spread = new long[count];
    }
    long mask = -1L << indexBits;
    for (int i = 0; i < count; i++) {
      keys[i] = (prefix(entries, i * width, width - 8, shared) & mask) | i;
    }
    sortKeys(count);
    settleTies(entries, width, count);
  }

  /** Place of the entry that is the {@code rank}-th of the last sort. */
  int at(int rank) {
    return (int) (keys[rank] & ~(-1L << indexBits));
  }

  private static long prefix(byte[] entries, int entry, int digest, int shared) {
    if (digest - shared >= 8) {
      return (long) BE.get(entries, entry + shared);
    }
    long prefix = 0;
    for (int i = 0; i < 8; i++) {
      prefix = prefix << 8 | (shared + i < digest ? entries[entry + shared + i] & 0xff : 0);
    }
    return prefix;
  }

  /** One pass of counting by the top bits, then each small bucket by itself. */
  private void sortKeys(int count) {
    int bits = Math.max(1, 32 - Integer.numberOfLeadingZeros(count) - 2);
    int shift = 64 - bits;
    int buckets = 1 << bits;
    if (starts.length < buckets + 1) {
      starts = new int[buckets + 1];
    }
    Arrays.fill(starts, 0, buckets + 1, 0);
    for (int i = 0; i < count; i++) {
      starts[(int) (keys[i] >>> shift) + 1]++;
    }
    for (int i = 0; i < buckets; i++) {
      starts[i + 1] += starts[i];
    }
    for (int i = 0; i < count; i++) {
      spread[starts[(int) (keys[i] >>> shift)]++] = keys[i];
    }
    for (int i = 0, from = 0; i < buckets; from = starts[i++]) {
      sortBucket(from, starts[i]);
    }
    var swap = keys;
    keys = spread;
    spread = swap;
  }

  /** All keys of a bucket share their top bit, so signed order is right among them. */
  private void sortBucket(int from, int to) {
    if (to - from > CROWD) {
      Arrays.sort(spread, from, to);
      return;
    }
    for (int i = from + 1; i < to; i++) {
      long key = spread[i];
      int at = i;
      while (at > from && spread[at - 1] > key) {
        spread[at] = spread[at - 1];
        at--;
      }
      spread[at] = key;
    }
  }

  private void settleTies(byte[] entries, int width, int count) {
    long mask = -1L << indexBits;
    for (int from = 0; from < count; ) {
      int to = from + 1;
      while (to < count && (keys[to] & mask) == (keys[from] & mask)) {
        to++;
      }
      if (to - from > 1) {
        settle(entries, width, from, to);
      }
      from = to;
    }
  }

  private void settle(byte[] entries, int width, int from, int to) {
    var ties = new Integer[to - from];
    for (int i = from; i < to; i++) {
      ties[i - from] = at(i);
    }
    Arrays.sort(ties, (a, b) -> compare(entries, a * width, b * width, width));
    long mask = -1L << indexBits;
    for (int i = from; i < to; i++) {
      keys[i] = (keys[i] & mask) | ties[i - from];
    }
  }

  static int compare(byte[] entries, int a, int b, int width) {
    int digest = width - 8;
    int order = Arrays.compareUnsigned(entries, a, a + digest, entries, b, b + digest);
    return order != 0
        ? order
        : Long.compareUnsigned(
            (long) LE.get(entries, a + digest), (long) LE.get(entries, b + digest));
  }
}
