package io.dagstore.core.unixfs;

/**
 * A cursor over one protobuf message. Tolerates what peers write: varints of up to ten bytes and
 * unknown fields. Every length is checked before use; what is wrong is an {@link
 * IllegalArgumentException}.
 */
final class ProtoReader {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int BYTES = 2;
  static final int FIXED32 = 5;

  private static final int MAX_SHIFT = 63;

  private final byte[] bytes;
  private final int limit;
  private int position;
  private int wireType;

  ProtoReader(byte[] bytes, int from, int limit) {
    this.bytes = bytes;
    this.position = from;
    this.limit = limit;
  }

  boolean hasNext() {
    return position < limit;
  }

  /** Reads a field's tag and returns its number. */
  int field() {
    long tag = varint();
    wireType = (int) (tag & 7);
    long number = tag >>> 3;
    if (number < 1 || number > Integer.MAX_VALUE >> 2) {
      throw new IllegalArgumentException("protobuf field number out of range: " + number);
    }
    return (int) number;
  }

  int wireType() {
    return wireType;
  }

  void expect(int type, String name) {
    if (wireType != type) {
      throw new IllegalArgumentException(
          name + " has wire type " + wireType + ", expected " + type);
    }
  }

  long varint() {
    long value = 0;
    for (int shift = 0; shift <= MAX_SHIFT; shift += 7) {
      if (position == limit) {
        throw new IllegalArgumentException("protobuf varint is cut short");
      }
      byte b = bytes[position++];
      if (shift == MAX_SHIFT && b > 1) {
        break;
      }
      value |= (b & 0x7FL) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("protobuf varint exceeds 64 bits");
  }

  /** A varint that counts bytes. */
  long size(String name) {
    long value = varint();
    if (value < 0) {
      throw new IllegalArgumentException(name + " exceeds 2^63");
    }
    return value;
  }

  int fixed32() {
    int at = skip(4);
    return (bytes[at] & 0xFF)
        | (bytes[at + 1] & 0xFF) << 8
        | (bytes[at + 2] & 0xFF) << 16
        | (bytes[at + 3] & 0xFF) << 24;
  }

  /** Reads a length and returns it; the bytes lie at {@link #position()} and are not yet passed. */
  int length() {
    long length = varint();
    if (length < 0 || length > limit - position) {
      throw new IllegalArgumentException(
          "protobuf length "
              + Long.toUnsignedString(length)
              + " exceeds the "
              + (limit - position)
              + " bytes left");
    }
    return (int) length;
  }

  int position() {
    return position;
  }

  /** Passes {@code count} bytes and returns where they began. */
  int skip(int count) {
    if (count > limit - position) {
      throw new IllegalArgumentException("protobuf message is cut short");
    }
    int start = position;
    position += count;
    return start;
  }

  /** Reads a length and returns a cursor over the nested bytes, which are passed. */
  ProtoReader nested() {
    int length = length();
    int start = skip(length);
    return new ProtoReader(bytes, start, start + length);
  }

  void skipValue() {
    switch (wireType) {
      case VARINT -> varint();
      case FIXED64 -> skip(8);
      case BYTES -> skip(length());
      case FIXED32 -> skip(4);
      default -> throw new IllegalArgumentException("unsupported wire type " + wireType);
    }
  }
}
