package io.dagstore.core.unixfs;

/** The type field of a UnixFS message. */
enum UnixFsType {
  RAW(0),
  DIRECTORY(1),
  FILE(2),
  METADATA(3),
  SYMLINK(4),
  HAMT_SHARD(5);

  private final int number;

  UnixFsType(int number) {
    this.number = number;
  }

  static UnixFsType of(long number) {
    for (UnixFsType type : values()) {
      if (type.number == number) {
        return type;
      }
    }
    throw new IllegalArgumentException(
        "unknown UnixFS type " + Long.toUnsignedString(number) + ", expected 0 to 5");
  }

  /** The number on the wire. */
  int number() {
    return number;
  }

  boolean isFile() {
    return this == FILE || this == RAW;
  }
}
