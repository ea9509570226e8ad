package io.dagstore.core.unixfs;

import io.dagstore.core.ipld.Varint;
import java.util.Arrays;

/** Appends protobuf fields to a growing array. */
final class ProtoWriter {
  private byte[] bytes = new byte[64];
  private int length;

  ProtoWriter varint(int field, long value) {
    raw((long) field << 3 | ProtoReader.VARINT);
    return raw(value);
  }

  ProtoWriter bytes(int field, byte[] source, int from, int count) {
    raw((long) field << 3 | ProtoReader.BYTES);
    raw(count);
    reserve(count);
    System.arraycopy(source, from, bytes, length, count);
    length += count;
    return this;
  }

  ProtoWriter fixed32(int field, int value) {
    raw((long) field << 3 | ProtoReader.FIXED32);
    reserve(4);
    for (int i = 0; i < 4; i++) {
      bytes[length++] = (byte) (value >>> (8 * i));
    }
    return this;
  }

  private ProtoWriter raw(long value) {
    reserve(Varint.MAX_SIZE + 1);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
    return this;
  }

  private void reserve(int count) {
    if (bytes.length - length < count) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
    }
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }
}
