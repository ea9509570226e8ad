package io.dagstore.core.car;

/** The index at the end of a CARv2. */
public enum IndexKind {
  /** No index. */
  NONE(0),
  /** Digest to offset, without the hash function's code. */
  SORTED(0x0400),
  /** Hash function and digest to offset; what current writers produce. */
  MULTIHASH_SORTED(0x0401);

  private final int code;

  IndexKind(int code) {
    this.code = code;
  }

  /** The multicodec number that starts the index on disk; 0 for none. */
  public int code() {
    return code;
  }
}
