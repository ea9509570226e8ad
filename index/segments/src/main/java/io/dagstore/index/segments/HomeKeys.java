package io.dagstore.index.segments;

import io.dagstore.core.api.index.KeyPlaces;
import io.dagstore.core.api.index.MultihashKey;

/**
 * Gives keys back home after home, as {@link KeyPlaces#key} does, without a division for each. For
 * one thread.
 */
final class HomeKeys {
  private static final int DROPPED_BITS = Long.SIZE - MultihashKey.KEY_BITS;

  private final long homes;
  private final double share;
  private final long stepQuotient;
  private final long stepRest;
  private final int missing;
  private long home;
  private long quotient;
  private long rest;

  /** Stands on the first home. */
  HomeKeys(KeyPlaces places) {
    this.homes = places.places();
    this.share = 1.0 / homes;
    this.stepQuotient = (1L << MultihashKey.KEY_BITS) / homes;
    this.stepRest = (1L << MultihashKey.KEY_BITS) % homes;
    this.missing = MultihashKey.KEY_BITS - places.bits();
  }

  long home() {
    return home;
  }

  void nextHome() {
    home++;
    quotient += stepQuotient;
    rest += stepRest;
    if (rest >= homes) {
      rest -= homes;
      quotient++;
    }
  }

  /** The key of this home that has this fingerprint. */
  long key(long fingerprint) {
    long fraction = missing >= 0 ? fingerprint << missing : fingerprint >>> -missing;
    long dividend = rest + fraction;
    // Below 2^53 a double is exact, and the quotient wrong by one at most.
    long more = (long) (dividend * share);
    long left = dividend - more * homes;
    while (left > 0) {
      more++;
      left -= homes;
    }
    while (left <= -homes) {
      more--;
      left += homes;
    }
    return (quotient + more) << DROPPED_BITS;
  }
}
