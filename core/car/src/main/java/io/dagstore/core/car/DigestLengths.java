package io.dagstore.core.car;

import io.dagstore.core.ipld.Multicodec;

/**
 * Digest lengths of the hash functions that are checked; a CID with another length is malformed.
 */
final class DigestLengths {
  private DigestLengths() {}

  /** Length in bytes, or -1 for a function of which nothing is known here. */
  static int of(long hashFunction) {
    if (hashFunction == Multicodec.SHA2_256 || hashFunction == Multicodec.BLAKE2B_256) {
      return 32;
    }
    return hashFunction == Multicodec.SHA2_512 ? 64 : -1;
  }
}
