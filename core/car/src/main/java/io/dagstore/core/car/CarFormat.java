package io.dagstore.core.car;

/**
 * How a CAR file is to be laid out.
 *
 * @param version 1 or 2
 * @param dataPadding zero bytes between the CARv2 header and the data
 * @param indexPadding zero bytes between the data and the index
 * @param index which index a CARv2 gets
 * @param identities whether sections with identity CIDs are indexed too and the file says so
 */
public record CarFormat(
    int version, long dataPadding, long indexPadding, IndexKind index, boolean identities) {

  /** A plain CARv1. */
  public static final CarFormat V1 = new CarFormat(1, 0, 0, IndexKind.NONE, false);

  /** A CARv2 without padding, with the index that current writers produce. */
  public static final CarFormat V2 = new CarFormat(2, 0, 0, IndexKind.MULTIHASH_SORTED, false);

  /** Refuses what no file can have. */
  public CarFormat {
    if (version != 1 && version != 2) {
      throw new IllegalArgumentException("CAR version must be 1 or 2, not " + version);
    }
    if (dataPadding < 0 || indexPadding < 0) {
      throw new IllegalArgumentException("negative padding: " + dataPadding + ", " + indexPadding);
    }
    if (version == 1 && (dataPadding != 0 || indexPadding != 0 || index != IndexKind.NONE)) {
      throw new IllegalArgumentException("a CARv1 has neither padding nor index");
    }
  }

  /** Where the CARv1 payload begins. */
  long dataOffset() {
    return version == 1 ? 0 : V2Header.LENGTH + dataPadding;
  }

  /** The same layout with another index. */
  public CarFormat withIndex(IndexKind kind) {
    return new CarFormat(version, dataPadding, indexPadding, kind, identities);
  }

  /** The same layout with so many zero bytes before the data and before the index. */
  public CarFormat withPadding(long data, long index) {
    return new CarFormat(version, data, index, this.index, identities);
  }

  /** The same layout with identity CIDs in the index. */
  public CarFormat withIdentities() {
    return new CarFormat(version, dataPadding, indexPadding, index, true);
  }
}
