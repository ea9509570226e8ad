package io.dagstore.index.segments;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Where what stands in the lines of a segment: pure arithmetic. A key's home line follows from its
 * high bits, so that lines are in key order; the fingerprint is so many of its low bits that home
 * and fingerprint together are the whole key, which makes a merge lossless.
 *
 * @param lines home lines, 1 to {@link #MAX_LINES}
 * @param tail lines behind them, for what spills over the last
 * @param fingerprintBits low bits of the key that an entry keeps
 * @param valueBits bits of an entry's value
 * @param slots entries of a line
 */
record Layout(int lines, int tail, int fingerprintBits, int valueBits, int slots) {
  static final int LINE_BYTES = 64;

  /** Bits of a key that the index keeps: the highest of the 64. */
  static final int KEY_BITS = 48;

  static final int MAX_LINES = 1 << 26;

  /** Number of entries that surely fit in {@link #MAX_LINES} lines. */
  static final long MAX_ENTRIES = 1L << 27;

  /** How many lines behind its home an entry may stand, at most. */
  static final int REACH = 15;

  /** Bits for {@link #REACH} and for the rounding of a line's first key. */
  private static final int SLACK_BITS = 5;

  private static final int HEAD_BITS = 16;
  private static final int LINE_BITS = LINE_BYTES * Byte.SIZE;
  private static final double LOAD = 0.85;
  private static final ValueLayout.OfLong WORD =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** The layout for so many entries whose values are below {@code values}. */
  static Layout plan(long entries, long values) {
    Layout plan = of(1, entries, values);
    for (int i = 0; i < 8; i++) {
      long lines = (long) Math.ceil(entries / (LOAD * plan.slots));
      plan = of(Math.clamp(lines, 1, MAX_LINES), entries, values);
    }
    return plan;
  }

  /** The layout of a segment with so many home lines. */
  static Layout of(int lines, long entries, long values) {
    int lineBits = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(lines);
    int fingerprintBits = Math.min(KEY_BITS, KEY_BITS - lineBits + SLACK_BITS);
    int valueBits = Math.max(1, Long.SIZE - Long.numberOfLeadingZeros(Math.max(0, values - 1)));
    int slots = (LINE_BITS - HEAD_BITS) / (fingerprintBits + valueBits);
    int tail = (int) Math.min(REACH, Math.ceilDiv(entries, slots));
    return new Layout(lines, tail, fingerprintBits, valueBits, slots);
  }

  /** The bits of a 64-bit key that the index keeps. */
  static long keyOf(long key) {
    return key >>> (Long.SIZE - KEY_BITS);
  }

  int home(long key) {
    return (int) Math.unsignedMultiplyHigh(key << (Long.SIZE - KEY_BITS), lines);
  }

  long linesBytes() {
    return (long) (lines + tail) * LINE_BYTES;
  }

  long fingerprint(long key) {
    return key & mask(fingerprintBits);
  }

  /** The key of an entry that stands in {@code line}: the one within reach with these low bits. */
  long key(int line, long fingerprint) {
    long first = (((long) Math.max(0, line - REACH) << 36) / lines) << 12;
    return first + ((fingerprint - first) & mask(fingerprintBits));
  }

  int fingerprintBit(int slot) {
    return HEAD_BITS + slot * fingerprintBits;
  }

  int valueBit(int slot) {
    return HEAD_BITS + slots * fingerprintBits + slot * valueBits;
  }

  /** Number of entries in the line at {@code at}. */
  static int count(MemorySegment bytes, long at) {
    return bytes.get(ValueLayout.JAVA_BYTE, at) & 0xff;
  }

  /** Whether entries that belong here or before go on in the next line. */
  static boolean spills(MemorySegment bytes, long at) {
    return bytes.get(ValueLayout.JAVA_BYTE, at + 1) != 0;
  }

  long fingerprint(MemorySegment bytes, long at, int slot) {
    return bits(bytes, at, fingerprintBit(slot)) & mask(fingerprintBits);
  }

  int value(MemorySegment bytes, long at, int slot) {
    return (int) (bits(bytes, at, valueBit(slot)) & mask(valueBits));
  }

  private static long bits(MemorySegment bytes, long at, int bit) {
    return bytes.get(WORD, at + (bit >>> 3)) >>> (bit & 7);
  }

  static long mask(int bits) {
    return (1L << bits) - 1;
  }
}
