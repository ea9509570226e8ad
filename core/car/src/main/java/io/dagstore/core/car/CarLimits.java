package io.dagstore.core.car;

/**
 * The greatest lengths, in bytes, that a CAR file may ask a reader to believe. Each is checked
 * before anything is allocated.
 *
 * @param maxHeader of a CARv1 header frame without its length prefix
 * @param maxSection of a section without its length prefix, that is CID and data together
 * @param maxIndexCid of a CID that an index takes; a longer one fails the building of an index
 */
public record CarLimits(int maxHeader, int maxSection, int maxIndexCid) {

  /** What the Go reader allows: 32 MiB, 8 MiB, 2 KiB. */
  public static final CarLimits DEFAULT = new CarLimits(32 << 20, 8 << 20, 2 << 10);

  /** Refuses limits that nothing could meet. */
  public CarLimits {
    if (maxHeader < 1 || maxSection < 1 || maxIndexCid < 1) {
      throw new IllegalArgumentException(
          "limits must be positive: header "
              + maxHeader
              + ", section "
              + maxSection
              + ", CID "
              + maxIndexCid);
    }
  }
}
