package io.dagstore.index.segments;

import io.dagstore.core.files.Envelope;

/**
 * A segment, {@code <16 hex digits>.segment}: which keys are in which shards. In an {@link
 * Envelope} of format {@code segment}, version 1, owner = the segment's number; all integers are
 * little-endian. A key is the highest 48 bits of the 64 that the index is given.
 *
 * <pre>
 * facts    0  E   entries in the lines, or a few more
 *          1  N   home lines, 1 to 2^26
 *          2  S   shards
 *          3  P   lists
 *          4  Q   shards in all lists together
 * body     (N + T) * 64   lines; T = min(15, ceil(E / slots)) lines catch what spills at the end
 *          4 S            numbers of the shards, ascending
 *          4 (P + 1)      first place of each list in the next array, then Q
 *          4 Q            places in the array of shards
 *          8              zeros
 * line     u8             entries in it, at most slots
 *          u8             1: entries that belong into this line or before it go on in the next
 *          slots * F bits fingerprints: the key's low F bits; then
 *          slots * V bits values: below S the place of a shard, from S on that of a list, plus S
 *                         (bits are counted from the lowest of each byte; the rest is zero)
 * with     F = min(48, 53 - floor(log2 N)), V = max(1, bits of S + P - 1), slots = 496 / (F + V)
 * </pre>
 *
 * <p>Entries are in the order of keys. An entry's home is line {@code key * N / 2^48}; where that
 * is full it stands in one of the 15 lines behind. A key in more than 4 shards of the segment has
 * one entry, whose value names a list.
 */
final class SegmentFormat {
  static final Envelope.Format FORMAT = new Envelope.Format("segment", 1);
  static final String SUFFIX = ".segment";

  /** Zeros at the end, so that eight bytes can be read at any bit. */
  static final int PADDING = 8;

  /** A key in more shards than this has a list. */
  static final int INLINE = 4;

  private SegmentFormat() {}

  static String fileName(long number) {
    return String.format("%016x", number) + SUFFIX;
  }
}
