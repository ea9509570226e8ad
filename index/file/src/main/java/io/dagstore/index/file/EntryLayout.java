package io.dagstore.index.file;

import io.dagstore.core.api.index.KeyPlaces;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Where the bits of an entry lie.
 *
 * @param buckets how many there are
 * @param offsetBits bits of an offset
 * @param lengthBits bits of a length
 * @param entryBytes bytes of an entry
 */
record EntryLayout(long buckets, int offsetBits, int lengthBits, int entryBytes) {
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** Returns the smallest layout for entries up to these values. */
  static EntryLayout of(long buckets, long maxOffset, long maxLength) {
    int offsetBits = Long.SIZE - Long.numberOfLeadingZeros(maxOffset);
    int lengthBits = Long.SIZE - Long.numberOfLeadingZeros(maxLength);
    int bits = offsetBits + lengthBits + KeyPlaces.leastBits(buckets);
    return new EntryLayout(buckets, offsetBits, lengthBits, Math.ceilDiv(bits, Byte.SIZE));
  }

  /** What is left of an entry's bits is fingerprint. */
  int fingerprintBits() {
    return entryBytes * Byte.SIZE - offsetBits - lengthBits;
  }

  private KeyPlaces places() {
    return new KeyPlaces(buckets, fingerprintBits());
  }

  boolean isSound() {
    return places().isSound();
  }

  long bucket(long key) {
    return places().place(key);
  }

  long fingerprint(long key) {
    return places().fingerprint(key);
  }

  long key(long bucket, long fingerprint) {
    return places().key(bucket, fingerprint);
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
