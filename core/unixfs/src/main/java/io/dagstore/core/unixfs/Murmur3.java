package io.dagstore.core.unixfs;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** MurmurHash3 x64 128 with seed 0, of which HAMT directories use the first half. */
final class Murmur3 {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long C1 = 0x87C37B91114253D5L;
  private static final long C2 = 0x4CF5AD432745937FL;

  private Murmur3() {}

  /** The first 64 bits of the hash; the top bits are the first level's bucket. */
  static long hash(byte[] bytes) {
    long h1 = 0;
    long h2 = 0;
    int full = bytes.length & ~15;
    for (int i = 0; i < full; i += 16) {
      h1 ^= mixFirst((long) LONG.get(bytes, i));
      h1 = (Long.rotateLeft(h1, 27) + h2) * 5 + 0x52DCE729;
      h2 ^= mixSecond((long) LONG.get(bytes, i + 8));
      h2 = (Long.rotateLeft(h2, 31) + h1) * 5 + 0x38495AB5;
    }
    h2 ^= mixSecond(tail(bytes, full + 8));
    h1 ^= mixFirst(tail(bytes, full));
    h1 ^= bytes.length;
    h2 ^= bytes.length;
    h1 += h2;
    h2 += h1;
    return finish(h1) + finish(h2);
  }

  private static long tail(byte[] bytes, int from) {
    long value = 0;
    for (int i = Math.min(bytes.length, from + 8) - 1; i >= from; i--) {
      value = value << 8 | (bytes[i] & 0xFF);
    }
    return value;
  }

  private static long mixFirst(long k) {
    return Long.rotateLeft(k * C1, 31) * C2;
  }

  private static long mixSecond(long k) {
    return Long.rotateLeft(k * C2, 33) * C1;
  }

  private static long finish(long hash) {
    long h = hash;
    h ^= h >>> 33;
    h *= 0xFF51AFD7ED558CCDL;
    h ^= h >>> 33;
    h *= 0xC4CEB9FE1A85EC53L;
    h ^= h >>> 33;
    return h;
  }
}
