package io.dagstore.index.segments;

import io.dagstore.core.files.Envelope;
import io.dagstore.core.files.MemorySum;

/**
 * The file {@code <number>.segment}: which shards have which keys, some 6 to 8 bytes for each pair.
 * An {@link Envelope} of the format "segment", its owner being the segment's number. All integers
 * are little-endian.
 *
 * <pre>
 * fact 0   L, number of home lines, 1 or more
 * fact 1   T, number of lines, L or more
 * fact 2   E, bytes of an entry, 4 to 8
 * fact 3   V, bits of an entry's value
 * fact 4   U, bytes of all lists / 4
 * fact 5   S, number of shards
 * fact 6   X, number of crowded lines
 * fact 7   number of pairs of key and shard
 * fact 8   checksum (MemorySum, seed 0) of shards and crowded lines
 *
 * body     0    64T  lines
 *          ..   4U   lists
 *          ..   4S   numbers of the shards, ascending
 *          ..   16X  crowded lines: number of the line, number of its keys
 *
 * line     0    4    bits 0-3: entries in the line, or, where bit 11 is set, how many of them are
 *                    at home in it: the line is full then; bits 4-10: entries whose home is this
 *                    line, 127 = crowded, see there; bit 11: entries go on in the next line;
 *                    bits 12-31: checksum
 *          4    ..   entries of E bytes: the V lowest bits are the value, the others fingerprint
 *          ..        zeros up to 64
 *
 * value             bit V-1 clear: the number of a shard
 *                   bit V-1 set: position in the lists, in units of 4 bytes, of
 * list     0    4    n, number of shards
 *          4    4    checksum, the highest 32 bits of MemorySum over the shards, seed n
 *          8    4n   shards, ascending
 * </pre>
 *
 * <p>A key's home line is the high half of the 128-bit product {@code key * L}, its fingerprint the
 * highest bits of the low half; 48 bits of a key count and are given back by both. Entries are laid
 * down in the order of keys, each in its home line or, where that is full, in the next line with
 * room, but never before an earlier entry. A key that is in more than four shards has one entry, a
 * list. A line's checksum is the highest 20 bits of {@link MemorySum} over bytes 8 to 63, seeded
 * with {@code line * 0x9E3779B97F4A7C15 + } bytes 0 to 7 without checksum. In version 1 bits 0-3
 * count the entries of the line, whether they go on or not.
 */
final class SegmentFormat {
  static final int VERSION_CURRENT = 2;
  static final Envelope.Format FORMAT = new Envelope.Format("segment", VERSION_CURRENT, 1);

  /** From this version on a line that goes on tells how many of its entries are at home in it. */
  static final int VERSION_TELLS_OWN = 2;

  static final int FACT_HOMES = 0;
  static final int FACT_LINES = 1;
  static final int FACT_ENTRY_BYTES = 2;
  static final int FACT_VALUE_BITS = 3;
  static final int FACT_LIST_UNITS = 4;
  static final int FACT_SHARDS = 5;
  static final int FACT_CROWDED = 6;
  static final int FACT_PAIRS = 7;
  static final int FACT_SUM = 8;
  static final int FACTS = 9;

  static final int LINE_BYTES = 64;
  static final int HEADER_BYTES = 4;
  static final int MIN_ENTRY_BYTES = 4;
  static final int MAX_ENTRY_BYTES = 8;
  static final int MAX_INLINE = 4;
  static final double LOAD = 0.86;

  static final int COUNT_MASK = 15;
  static final int HOME_SHIFT = 4;
  static final int CROWDED = 127;
  static final int SPILL_SHIFT = 11;
  static final int SPILLS = 1 << SPILL_SHIFT;
  static final int SUM_SHIFT = 12;
  static final int SUM_BITS = Integer.SIZE - SUM_SHIFT;
  static final long SUM_MASK = ((1L << SUM_BITS) - 1) << SUM_SHIFT;
  static final long LINE_SEED = 0x9E3779B97F4A7C15L;
  static final int LIST_HEADER = 8;

  private SegmentFormat() {}

  /** Returns with what the sum over a line's other words begins. */
  static long lineSeed(long line, long word) {
    return line * LINE_SEED + (word & ~SUM_MASK);
  }

  /** Returns the checksum of a line, in its place in the header, of the sum over its words. */
  static long lineSum(long sum) {
    long ended = MemorySum.end(sum, LINE_BYTES - Long.BYTES);
    return (ended >>> (Long.SIZE - SUM_BITS)) << SUM_SHIFT;
  }
}
