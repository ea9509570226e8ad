package io.dagstore.distribution.gostore.leveldb;

/** Unpacks Snappy's block format, in which goleveldb packs tables unless it is told not to. */
final class Snappy {
  /** A copy of 64 bytes takes 3: more than this no packed byte can make. */
  private static final int MOST_FROM_ONE = 32;

  private static final int MAX_UNPACKED = 64 << 20;

  private final byte[] in;
  private final int end;
  private int at;
  private byte[] out = {};
  private int filled;

  private Snappy(byte[] in, int end) {
    this.in = in;
    this.end = end;
  }

  /** The packed bytes are not what Snappy makes. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    Malformed(String message) {
      super(message);
    }
  }

  /** Unpacks the first bytes of an array. */
  static byte[] unpack(byte[] packed, int length) throws Malformed {
    return new Snappy(packed, length).unpack();
  }

  private byte[] unpack() throws Malformed {
    long size = size();
    if (size > Math.min((long) end * MOST_FROM_ONE, MAX_UNPACKED)) {
      throw new Malformed(size + " bytes out of " + end);
    }
    out = new byte[(int) size];
    while (at < end) {
      element(u8());
    }
    if (filled < out.length) {
      throw new Malformed(filled + " bytes instead of " + out.length);
    }
    return out;
  }

  private void element(int tag) throws Malformed {
    int upper = tag >> 2;
    switch (tag & 3) {
      case 0 -> literal(upper < 60 ? upper + 1L : little(upper - 59) + 1);
      case 1 -> copy(4 + (upper & 7), ((long) tag >> 5 << 8) | u8());
      case 2 -> copy(upper + 1, little(2));
      default -> copy(upper + 1, little(4));
    }
  }

  private void literal(long length) throws Malformed {
    if (length > end - at || length > out.length - filled) {
      throw new Malformed("a literal of " + length + " bytes at " + at);
    }
    System.arraycopy(in, at, out, filled, (int) length);
    at += (int) length;
    filled += (int) length;
  }

  private void copy(int length, long back) throws Malformed {
    if (back < 1 || back > filled || length > out.length - filled) {
      throw new Malformed("a copy of " + length + " bytes from " + back + " back at " + at);
    }
    // What is copied may begin before it ends: a run.
    for (int i = 0; i < length; i++, filled++) {
      out[filled] = out[filled - (int) back];
    }
  }

  private long size() throws Malformed {
    long size = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      int next = u8();
      size |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        return size;
      }
    }
    throw new Malformed("a size of more than 35 bits");
  }

  private long little(int bytes) throws Malformed {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (long) u8() << (8 * i);
    }
    return value;
  }

  private int u8() throws Malformed {
    if (at == end) {
      throw new Malformed("its end too early");
    }
    return in[at++] & 0xff;
  }
}
