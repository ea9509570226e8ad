package io.dagstore.distribution.gostore.leveldb;

import io.dagstore.core.files.CorruptDataException;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/** LevelDB's checksum: CRC32C, turned and shifted, so that a sum over sums is no weak one. */
final class MaskedSum {
  private static final int DELTA = 0xa282ead8;

  private MaskedSum() {}

  static int of(byte[] bytes, int from, int length) {
    var sum = new CRC32C();
    sum.update(bytes, from, length);
    return Integer.rotateRight((int) sum.getValue(), 15) + DELTA;
  }

  /** Compares the sum of a range with the one that is kept. */
  static void check(String file, long at, byte[] bytes, int from, int length, int kept)
      throws CorruptDataException {
    int sum = of(bytes, from, length);
    if (sum != kept) {
      var hex = HexFormat.of();
      throw new CorruptDataException(
          file, at, "checksum", hex.toHexDigits(kept), hex.toHexDigits(sum));
    }
  }
}
