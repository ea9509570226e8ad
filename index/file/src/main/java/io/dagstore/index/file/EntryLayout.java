package io.dagstore.index.file;

import io.dagstore.core.api.index.MultihashKey;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Where the bits of an entry lie, and how a key and its place in the file make each other.
 *
 * @param buckets number of buckets, 1 or more
 * @param offsetBits bits of an offset
 * @param lengthBits bits of a length
 * @param entryBytes bytes of an entry
 */
record EntryLayout(long buckets, int offsetBits, int lengthBits, int entryBytes) {
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int DROPPED_BITS = Long.SIZE - MultihashKey.KEY_BITS;
  private static final long KEPT = -1L << DROPPED_BITS;

  /** Returns the smallest layout for entries up to these values. */
  static EntryLayout of(long buckets, long maxOffset, long maxLength) {
    int offsetBits = Long.SIZE - Long.numberOfLeadingZeros(maxOffset);
    int lengthBits = Long.SIZE - Long.numberOfLeadingZeros(maxLength);
    int bits = offsetBits + lengthBits + leastFingerprintBits(buckets);
    return new EntryLayout(buckets, offsetBits, lengthBits, Math.ceilDiv(bits, Byte.SIZE));
  }

  /** Bucket and fingerprint give a key back when the bucket's share of keys is told apart. */
  static int leastFingerprintBits(long buckets) {
    return MultihashKey.KEY_BITS - (Long.SIZE - 1 - Long.numberOfLeadingZeros(buckets));
  }

  int fingerprintBits() {
    return entryBytes * Byte.SIZE - offsetBits - lengthBits;
  }

  boolean isSound() {
    int fingerprint = fingerprintBits();
    return fingerprint >= leastFingerprintBits(buckets) && fingerprint < Long.SIZE;
  }

  long bucket(long key) {
    return Math.unsignedMultiplyHigh(key & KEPT, buckets);
  }

  long fingerprint(long key) {
    return ((key & KEPT) * buckets) >>> (Long.SIZE - fingerprintBits());
  }

  /** Returns the key whose bucket and fingerprint these are. */
  long key(long bucket, long fingerprint) {
    // ceil((bucket * 2^48 + fraction) / buckets), divided in two steps of 24 bits.
    int half = MultihashKey.KEY_BITS / 2;
    int missing = MultihashKey.KEY_BITS - fingerprintBits();
    long fraction = missing >= 0 ? fingerprint << missing : fingerprint >>> -missing;
    long high = (bucket << half) + (fraction >>> half);
    long low = ((high % buckets) << half) + (fraction & ((1L << half) - 1));
    return (((high / buckets) << half) + Math.ceilDiv(low, buckets)) << DROPPED_BITS;
  }

  long fingerprintAt(MemorySegment file, long at) {
    return file.get(LONG, at + entryBytes - Long.BYTES) >>> (Long.SIZE - fingerprintBits());
  }

  long offsetAt(MemorySegment file, long at) {
    return file.get(LONG, at) & ((1L << offsetBits) - 1);
  }

  int lengthAt(MemorySegment file, long at) {
    long word = file.get(LONG, at + (offsetBits >>> 3)) >>> (offsetBits & 7);
    return (int) (word & ((1L << lengthBits) - 1));
  }

  /** Puts an entry, and behind it bytes without meaning up to 16 in all. */
  void put(ByteBuffer target, int at, long fingerprint, long offset, int length) {
    int place = offsetBits + lengthBits;
    long low = offset | shift(length, offsetBits) | shift(fingerprint, place);
    long high = overflow(length, offsetBits) | overflow(fingerprint, place);
    target.putLong(at, low).putLong(at + Long.BYTES, high);
  }

  private static long shift(long value, int place) {
    return place < Long.SIZE ? value << place : 0;
  }

  /** Returns what of a value at bit {@code place} goes beyond the first 64 bits. */
  private static long overflow(long value, int place) {
    if (place >= Long.SIZE) {
      return value << (place - Long.SIZE);
    }
    return place == 0 ? 0 : value >>> (Long.SIZE - place);
  }
}
