package io.dagstore.core.api.index;

/**
 * Spreads keys evenly and in their order over numbered places, and gives a key back from its place
 * and a fingerprint: the place tells the key's highest bits, so an index need not keep them.
 *
 * <p>The place is the high half of the 128-bit product of key and {@code places}, the fingerprint
 * the highest bits of the low half. Of a key, {@value MultihashKey#KEY_BITS} bits count.
 *
 * @param places how many there are, 1 to 2^39
 * @param bits of a fingerprint, from {@link #leastBits} to 63
 */
public record KeyPlaces(long places, int bits) {
  private static final int DROPPED_BITS = Long.SIZE - MultihashKey.KEY_BITS;
  private static final long KEPT = -1L << DROPPED_BITS;
  private static final int HALF_BITS = MultihashKey.KEY_BITS / 2;
  private static final long HALF = (1L << HALF_BITS) - 1;

  /** The shortest fingerprint that gives keys back. */
  public static int leastBits(long places) {
    return MultihashKey.KEY_BITS - (Long.SIZE - 1 - Long.numberOfLeadingZeros(places));
  }

  /** Tells whether place and fingerprint give keys back. */
  public boolean isSound() {
    return places > 0 && bits >= leastBits(places) && bits > 0 && bits < Long.SIZE;
  }

  /** The place of a key. */
  public long place(long key) {
    return Math.unsignedMultiplyHigh(key & KEPT, places);
  }

  /** The fingerprint of a key. */
  public long fingerprint(long key) {
    return ((key & KEPT) * places) >>> (Long.SIZE - bits);
  }

  /** The key that has this place and this fingerprint. */
  public long key(long place, long fingerprint) {
    // ceil((place * 2^48 + fraction) / places), divided in two steps of 24 bits.
    int missing = MultihashKey.KEY_BITS - bits;
    long fraction = missing >= 0 ? fingerprint << missing : fingerprint >>> -missing;
    long high = (place << HALF_BITS) + (fraction >>> HALF_BITS);
    long low = ((high % places) << HALF_BITS) + (fraction & HALF);
    return (((high / places) << HALF_BITS) + Math.ceilDiv(low, places)) << DROPPED_BITS;
  }
}
