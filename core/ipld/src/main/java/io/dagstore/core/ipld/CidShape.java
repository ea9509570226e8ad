package io.dagstore.core.ipld;

/** Lengths of the CIDs that nearly every CAR consists of, told from their first eight bytes. */
final class CidShape {
  /** Bytes 0 and 1: sha2-256, 32. */
  private static final long V0 = 0x2012L;

  /** Bytes 0, 2 and 3: version 1, sha2-256, 32; byte 1 is any codec of one byte. */
  private static final long SHA2_256 = 0x2012_0001L;

  /** Bytes 0 and 2 to 5: version 1, blake2b-256 in three bytes, 32. */
  private static final long BLAKE2B_256 = 0x2002_e4a0_0001L;

  private CidShape() {}

  /** The length of the CID that begins with {@code head}, little-endian; 0 when it may be any. */
  static int length(long head) {
    if ((head & 0xffff) == V0) {
      return 34;
    }
    if ((head & 0x8000) != 0) {
      return 0;
    }
    if ((head & 0xffff_00ffL) == SHA2_256) {
      return 36;
    }
    return (head & 0xffff_ffff_00ffL) == BLAKE2B_256 ? 38 : 0;
  }
}
