package io.dagstore.core.api.index;

import io.dagstore.core.ipld.Cid;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Makes the 64-bit keys of a store's indices: a keyed hash of a multihash's bytes. The secret keeps
 * strangers from choosing multihashes that collide, and spreads short and identity hashes evenly.
 * Immutable, thread-safe, no garbage.
 *
 * <p>Folded 128-bit products of 16 bytes at a time, as wyhash and its relatives do. Not a
 * cryptographic hash: keys only choose candidates.
 */
public final class MultihashKey {
  /** Words of a secret. */
  public static final int SECRET_WORDS = 4;

  /**
   * Bits of a key that count, the highest ones; the others are 0. An index keeps all of them, so
   * that one can be made of another: of a billion keys, one of 280,000 strangers meets one.
   */
  public static final int KEY_BITS = 48;

  private static final long KEPT = -1L << (Long.SIZE - KEY_BITS);

  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final long s0;
  private final long s1;
  private final long s2;
  private final long s3;

  /**
   * Keys with this secret.
   *
   * @param secret {@value #SECRET_WORDS} random words
   * @throws IllegalArgumentException if there are more or fewer
   */
  public MultihashKey(long... secret) {
    if (secret.length != SECRET_WORDS) {
      throw new IllegalArgumentException(
          "secret: expected " + SECRET_WORDS + " words, got " + secret.length);
    }
    s0 = secret[0];
    s1 = secret[1];
    s2 = secret[2];
    s3 = secret[3];
  }

  /** The key of the CID's multihash. */
  public long of(Cid cid) {
    long hash = s0;
    int at = 0;
    int length = cid.multihashLength();
    for (int left = length; left > 16; left -= 16, at += 16) {
      hash = fold(cid.multihashWord(at) ^ s1, cid.multihashWord(at + 8) ^ hash);
    }
    long high = length - at > 8 ? cid.multihashWord(at + 8) : 0;
    return finish(fold(cid.multihashWord(at) ^ s1, high ^ hash), length);
  }

  /** The key of the multihash in these bytes; equal to that of a CID with this multihash. */
  public long of(MemorySegment bytes, long offset, int length) {
    long hash = s0;
    long at = offset;
    for (int left = length; left > 16; left -= 16, at += 16) {
      hash = fold(bytes.get(LONG, at) ^ s1, bytes.get(LONG, at + 8) ^ hash);
    }
    int left = (int) (offset + length - at);
    long low = left >= 8 ? bytes.get(LONG, at) : tail(bytes, at, left);
    long high = left > 8 ? tail(bytes, at + 8, left - 8) : 0;
    return finish(fold(low ^ s1, high ^ hash), length);
  }

  private long finish(long hash, int length) {
    return fold(hash ^ s2, length ^ s3) & KEPT;
  }

  private static long fold(long a, long b) {
    return (a * b) ^ Math.unsignedMultiplyHigh(a, b);
  }

  private static long tail(MemorySegment bytes, long at, int length) {
    if (length == 8) {
      return bytes.get(LONG, at);
    }
    long word = 0;
    for (int i = 0; i < length; i++) {
      word |= (bytes.get(ValueLayout.JAVA_BYTE, at + i) & 0xffL) << (8 * i);
    }
    return word;
  }
}
