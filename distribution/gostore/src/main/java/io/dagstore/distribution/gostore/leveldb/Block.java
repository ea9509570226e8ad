package io.dagstore.distribution.gostore.leveldb;

import io.dagstore.core.files.CorruptDataException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A block of a table, walked through once: keys, each told by how it differs from the last one. */
final class Block {
  private final String file;
  private final long offset;
  private final byte[] bytes;
  private final int end;
  private int at;
  private byte[] key = {};
  private int value;
  private int length;

  /**
   * A block.
   *
   * @param offset where it begins in its file, for messages
   */
  Block(String file, long offset, byte[] bytes) throws CorruptDataException {
    this.file = file;
    this.offset = offset;
    this.bytes = bytes;
    int last = bytes.length - Integer.BYTES;
    if (last < 0) {
      throw corrupt("block", "at least " + Integer.BYTES + " bytes", bytes.length + "");
    }
    long restarts = Integer.toUnsignedLong(numbers().getInt(last));
    if (restarts > last / Integer.BYTES) {
      throw corrupt("number of restarts", "at most " + last / Integer.BYTES, restarts + "");
    }
    this.end = (int) (last - restarts * Integer.BYTES);
  }

  private ByteBuffer numbers() {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Goes to the next entry; false behind the last one. */
  boolean next() throws CorruptDataException {
    if (at >= end) {
      return false;
    }
    int shared = size(key.length, "shared part of a key");
    int own = size(Entry.MAX_KEY, "own part of a key");
    length = size(end, "length of a value");
    if (own > end - at || length > end - at - own || shared + own < Manifest.KEY_TRAILER) {
      throw corrupt("entry", "a key and a value in " + (end - at) + " bytes", own + "+" + length);
    }
    var next = Arrays.copyOf(key, shared + own);
    System.arraycopy(bytes, at, next, shared, own);
    key = next;
    value = at + own;
    at = value + length;
    return true;
  }

  /** The key, as the user of the database sees it. */
  byte[] key() {
    return Arrays.copyOf(key, key.length - Manifest.KEY_TRAILER);
  }

  /** Sequence number and, in the lowest byte, kind. */
  long trailer() {
    return ByteBuffer.wrap(key)
        .order(ByteOrder.LITTLE_ENDIAN)
        .getLong(key.length - Manifest.KEY_TRAILER);
  }

  int valueLength() {
    return length;
  }

  byte[] value(int most) {
    return Arrays.copyOfRange(bytes, value, value + Math.min(length, most));
  }

  private int size(int most, String what) throws CorruptDataException {
    long number = 0;
    for (int shift = 0; shift < 35 && at < end; shift += 7) {
      int next = bytes[at++];
      number |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        if (number > most) {
          throw corrupt(what, "at most " + most, Long.toString(number));
        }
        return (int) number;
      }
    }
    throw corrupt(what, "a number", "none");
  }

  CorruptDataException corrupt(String what, String expected, String got) {
    return new CorruptDataException(file, offset + at, what, expected, got);
  }
}
