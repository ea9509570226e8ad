package io.dagstore.core.car;

import io.dagstore.core.files.Source;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Sorted entries of one width, looked up where they lie: in memory or in a source. */
final class IndexBucket {
  private static final ValueLayout.OfLong BE =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong LE =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** As many entries as are looked through one by one. */
  private static final int NEAR = 16;

  final long hashFunction;
  final int width;
  final long start;
  final long count;
  private final Source source;
  private final @Nullable MemorySegment memory;

  /** {@code memory} holds the entries, or is null if they are to be read from {@code start} on. */
  IndexBucket(
      long hashFunction,
      int width,
      long start,
      long count,
      Source source,
      @Nullable MemorySegment memory) {
    this.hashFunction = hashFunction;
    this.width = width;
    this.start = start;
    this.count = count;
    this.source = source;
    this.memory = memory;
  }

  int digestLength() {
    return width - 8;
  }

  /** Offset of the entry numbered {@code i}. */
  long offset(long i) throws IOException {
    return memory != null
        ? memory.get(LE, i * width + width - 8)
        : MemorySegment.ofArray(read(i)).get(LE, width - 8L);
  }

  byte[] digest(long i) throws IOException {
    return Arrays.copyOf(read(i), width - 8);
  }

  /** Number of entries with a smaller digest. */
  long lowerBound(byte[] digest) throws IOException {
    return memory != null && digest.length >= 16 && count > 0
        ? guess(memory, digest)
        : halve(digest, 0, count);
  }

  /** Whether the digest of entry {@code i} is this one. */
  boolean holds(long i, byte[] digest) throws IOException {
    return compare(i, digest) == 0;
  }

  private long halve(byte[] digest, long from, long to) throws IOException {
    long low = from;
    long high = to;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (compare(middle, digest) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * Digests are spread evenly, so the place is guessed from the first eight bytes, and corrected by
   * how far the key found there is off: the error shrinks to its root each time. Three or four
   * misses of the cache instead of one for each halving; digests that are not even end in halving.
   */
  private long guess(MemorySegment memory, byte[] digest) throws IOException {
    long key = (long) WORD.get(digest, 0);
    double density = (double) count / 0x1p64;
    long at = Math.clamp((long) (unsigned(key) * density), 0, count - 1);
    for (int round = 0; round < 4; round++) {
      double off = unsigned(key) - unsigned(memory.get(BE, at * width));
      long step = (long) (off * density);
      if (-NEAR < step && step < NEAR) {
        return walk(memory, key, digest, at);
      }
      at = Math.clamp(at + step, 0, count - 1);
    }
    return halve(digest, 0, count);
  }

  /** Looks around {@code at}, from which the place should be a few entries away. */
  private long walk(MemorySegment memory, long key, byte[] digest, long at) throws IOException {
    long low = at;
    while (low > 0 && Long.compareUnsigned(memory.get(BE, (low - 1) * width), key) >= 0) {
      if (at - --low > 4 * NEAR) {
        return halve(digest, 0, count);
      }
    }
    while (low < count && compare(low, digest) < 0) {
      if (++low - at > 4 * NEAR) {
        return halve(digest, low, count);
      }
    }
    return low;
  }

  private static double unsigned(long key) {
    return (double) (key >>> 1) * 2 + (double) (key & 1);
  }

  private int compare(long i, byte[] digest) throws IOException {
    if (memory == null) {
      return Arrays.compareUnsigned(read(i), 0, digest.length, digest, 0, digest.length);
    }
    long at = i * width;
    int done = 0;
    if (digest.length >= 8) {
      int order = Long.compareUnsigned(memory.get(BE, at), (long) WORD.get(digest, 0));
      if (order != 0) {
        return order;
      }
      done = 8;
    }
    while (done < digest.length) {
      int order = (memory.get(ValueLayout.JAVA_BYTE, at + done) & 0xff) - (digest[done] & 0xff);
      if (order != 0) {
        return order;
      }
      done++;
    }
    return 0;
  }

  /** Whether entry {@code i} must not follow the entry before it. */
  boolean isMisplaced(long i) throws IOException {
    return i > 0 && compare(i - 1, digest(i)) > 0;
  }

  private byte[] read(long i) throws IOException {
    var entry = new byte[width];
    if (memory != null) {
      MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, i * width, entry, 0, width);
    } else {
      source.read(start + i * width, entry, 0, width);
    }
    return entry;
  }
}
