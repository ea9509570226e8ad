package io.dagstore.index.segments;

import io.dagstore.core.api.index.KeyPlaces;

/**
 * How entries lie in lines.
 *
 * @param places the home lines, and the bits of a fingerprint
 * @param entryBytes bytes of an entry
 * @param valueBits bits of an entry's value
 */
record LineLayout(KeyPlaces places, int entryBytes, int valueBits) {

  /** Returns the layout with the fewest bytes for so many entries. */
  static LineLayout of(long entries, int valueBits) {
    for (int bytes = SegmentFormat.MIN_ENTRY_BYTES; ; bytes++) {
      LineLayout layout = of(lines(entries, bytes), bytes, valueBits);
      if (layout.isSound()) {
        return layout;
      }
      if (bytes == SegmentFormat.MAX_ENTRY_BYTES) {
        return sparse(valueBits);
      }
    }
  }

  /** Values so wide that fingerprints must be short: more lines than entries need. */
  private static LineLayout sparse(int valueBits) {
    int bytes = SegmentFormat.MAX_ENTRY_BYTES;
    long lines = 1;
    while (!of(lines, bytes, valueBits).isSound()) {
      lines *= 2;
    }
    return of(lines, bytes, valueBits);
  }

  static LineLayout of(long lines, int entryBytes, int valueBits) {
    int bits = entryBytes * Byte.SIZE - valueBits;
    return new LineLayout(new KeyPlaces(lines, bits), entryBytes, valueBits);
  }

  private static long lines(long entries, int entryBytes) {
    return Math.max(1, (long) Math.ceil(entries / (capacity(entryBytes) * SegmentFormat.LOAD)));
  }

  private static int capacity(int entryBytes) {
    return (SegmentFormat.LINE_BYTES - SegmentFormat.HEADER_BYTES) / entryBytes;
  }

  boolean isSound() {
    return places.isSound() && valueBits > 0;
  }

  int capacity() {
    return capacity(entryBytes);
  }

  long homes() {
    return places.places();
  }

  long entry(long key, long value) {
    return (places.fingerprint(key) << valueBits) | value;
  }

  long listFlag() {
    return 1L << (valueBits - 1);
  }
}
