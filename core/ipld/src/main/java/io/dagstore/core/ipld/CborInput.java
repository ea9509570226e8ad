package io.dagstore.core.ipld;

/** Heads, lengths and leaves of CBOR: the part that tree and links read alike. */
final class CborInput {
  static final int UNSIGNED = 0;
  static final int NEGATIVE = 1;
  static final int BYTES = 2;
  static final int TEXT = 3;
  static final int LIST = 4;
  static final int MAP = 5;
  static final int TAG = 6;
  static final int SIMPLE = 7;
  static final int LINK_TAG = 42;

  private static final int FALSE = 20;
  private static final int TRUE = 21;
  private static final int NULL = 22;
  private static final int UNDEFINED = 23;
  private static final int HALF = 25;
  private static final int SINGLE = 26;
  private static final int DOUBLE = 27;

  final byte[] b;
  private final boolean strict;
  int at;

  CborInput(byte[] b, boolean strict) {
    this.b = b;
    this.strict = strict;
  }

  /** The first byte of the next item, which is taken. */
  int head() {
    if (at >= b.length) {
      throw MalformedException.truncated("CBOR item", at, 1, 0);
    }
    return b[at++] & 0xff;
  }

  /** The first byte of the next item, which is taken and begins a text. */
  int keyHead() {
    int head = head();
    if (major(head) != TEXT) {
      throw MalformedException.invalid(
          "CBOR map key", at - 1, "a text", "0x" + Integer.toHexString(head));
    }
    return head;
  }

  void expectEnd() {
    if (at < b.length) {
      throw MalformedException.invalid(
          "CBOR block", at, "its end", b.length - at + " trailing bytes");
    }
  }

  static void checkDepth(int depth, int at) {
    if (depth > Codec.MAX_DEPTH) {
      throw MalformedException.limit("CBOR nesting", at, Codec.MAX_DEPTH, depth);
    }
  }

  static int major(int head) {
    return head >>> 5;
  }

  /** The number that {@code head} begins; unsigned. */
  long argument(int head) {
    int info = head & 31;
    if (info < 24) {
      return info;
    }
    if (info > 27) {
      throw MalformedException.invalid(
          "CBOR item", at - 1, "a definite length", "0x" + Integer.toHexString(head));
    }
    int size = 1 << (info - 24);
    long value = number(size);
    if (strict && isShorter(value, size)) {
      throw new MalformedException(
          MalformedException.Fault.NOT_MINIMAL,
          "CBOR number",
          at - size,
          "the shortest form of " + Long.toUnsignedString(value),
          size + " bytes");
    }
    return value;
  }

  /** The length of a text or bytes, all of which are in the input. */
  int length(int head) {
    int start = at - 1;
    long length = argument(head);
    if (Long.compareUnsigned(length, b.length - at) > 0) {
      throw MalformedException.truncated("CBOR text or bytes", start, length, b.length - at);
    }
    return (int) length;
  }

  /** The number of items of a list, or entries of a map, that the input has room for. */
  int count(int head, int itemsEach) {
    int start = at - 1;
    long count = argument(head);
    if (Long.compareUnsigned(count, (b.length - at) / itemsEach) > 0) {
      throw new MalformedException(
          MalformedException.Fault.TRUNCATED,
          "CBOR list or map",
          start,
          Long.toUnsignedString(count) + " items",
          b.length - at + " bytes");
    }
    return (int) count;
  }

  /** The link after a tag's head. */
  Cid link(int head) {
    int start = at - 1;
    long tag = argument(head);
    if (tag != LINK_TAG) {
      throw MalformedException.invalid(
          "CBOR tag", start, String.valueOf(LINK_TAG), Long.toUnsignedString(tag));
    }
    int content = head();
    int length = major(content) == BYTES ? length(content) : 0;
    if (length < 2 || b[at] != 0) {
      throw MalformedException.invalid("CBOR link", start, "bytes 00 and a CID", "another item");
    }
    Cid cid = Cid.read(b, at + 1, at + length);
    if (cid.byteLength() != length - 1) {
      throw MalformedException.invalid("CBOR link", start, "one CID", "bytes behind the CID");
    }
    at += length;
    return cid;
  }

  /** The value of major type 7. */
  Node simple(int head) {
    int start = at - 1;
    int info = head & 31;
    return switch (info) {
      case FALSE -> new Node.Bool(false);
      case TRUE -> new Node.Bool(true);
      case NULL -> Node.NULL;
      case DOUBLE -> finite(Double.longBitsToDouble(number(8)), start);
      case UNDEFINED, HALF, SINGLE -> loose(info, start);
      default -> throw foreign(start, head);
    };
  }

  /** The values that only other implementations write. */
  private Node loose(int info, int start) {
    if (strict) {
      throw foreign(start, info | SIMPLE << 5);
    }
    return switch (info) {
      case HALF -> finite(Float.float16ToFloat((short) number(2)), start);
      case SINGLE -> finite(Float.intBitsToFloat((int) number(4)), start);
      default -> Node.NULL;
    };
  }

  private static MalformedException foreign(int start, int head) {
    return MalformedException.invalid(
        "CBOR simple value",
        start,
        "false, true, null or a float of 64 bits",
        "0x" + Integer.toHexString(head));
  }

  private static Node finite(double value, int start) {
    if (!Double.isFinite(value)) {
      throw MalformedException.invalid("CBOR float", start, "a finite number", value);
    }
    return new Node.Float64(value);
  }

  private long number(int size) {
    if (b.length - at < size) {
      throw MalformedException.truncated("CBOR number", at, size, b.length - at);
    }
    long value = 0;
    for (int i = 0; i < size; i++) {
      value = value << 8 | (b[at++] & 0xff);
    }
    return value;
  }

  /** Whether {@code value} has a form of fewer than {@code size} bytes. */
  private static boolean isShorter(long value, int size) {
    return size == 1 ? value < 24 : value >>> (4 * size) == 0;
  }
}
