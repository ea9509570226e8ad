package io.dagstore.core.ipld;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.dagstore.core.ipld.MalformedException.Fault;
import java.lang.foreign.MemorySegment;

/**
 * Unsigned varints of the multiformats specification: little-endian base 128, at most 9 bytes,
 * values 0 to 2^63−1, always in the fewest bytes. So the length of a varint that was read is {@link
 * #size} of its value.
 */
public final class Varint {
  /** The most bytes that a varint takes. */
  public static final int MAX_SIZE = 9;

  private Varint() {}

  /** The number of bytes that {@code value} takes, 1 to 9; {@code value} is not negative. */
  public static int size(long value) {
    return (70 - Long.numberOfLeadingZeros(value | 1)) / 7;
  }

  /**
   * Writes {@code value} at {@code off} and returns the number of bytes written.
   *
   * @throws IllegalArgumentException when {@code value} is negative
   */
  public static int write(long value, byte[] dst, int off) {
    if (value < 0) {
      throw new IllegalArgumentException("varint of a negative number: " + value);
    }
    int at = off;
    long rest = value;
    while (rest > 0x7f) {
      dst[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    dst[at++] = (byte) rest;
    return at - off;
  }

  /**
   * Reads the varint at {@code off}, from bytes before {@code limit} only.
   *
   * @throws MalformedException when it is truncated, too large or not minimal
   */
  public static long read(byte[] b, int off, int limit) {
    return off < limit && b[off] >= 0 ? b[off] : readLong(b, off, limit);
  }

  /**
   * Reads the varint at {@code off}, from bytes before {@code limit} only.
   *
   * @throws MalformedException when it is truncated, too large or not minimal
   */
  public static long read(MemorySegment s, long off, long limit) {
    if (off < limit) {
      byte first = s.get(JAVA_BYTE, off);
      if (first >= 0) {
        return first;
      }
    }
    return readLong(s, off, limit);
  }

  private static long readLong(byte[] b, int off, int limit) {
    long value = 0;
    for (int i = 0; i < MAX_SIZE; i++) {
      if (off + i >= limit) {
        throw truncated(off, i);
      }
      byte next = b[off + i];
      value |= (next & 0x7fL) << (7 * i);
      if (next >= 0) {
        return checkMinimal(value, next, i, off);
      }
    }
    throw overflow(off);
  }

  private static long readLong(MemorySegment s, long off, long limit) {
    long value = 0;
    for (int i = 0; i < MAX_SIZE; i++) {
      if (off + i >= limit) {
        throw truncated(off, i);
      }
      byte next = s.get(JAVA_BYTE, off + i);
      value |= (next & 0x7fL) << (7 * i);
      if (next >= 0) {
        return checkMinimal(value, next, i, off);
      }
    }
    throw overflow(off);
  }

  private static long checkMinimal(long value, byte last, int index, long off) {
    if (last == 0 && index > 0) {
      throw new MalformedException(
          Fault.NOT_MINIMAL, "varint", off, size(value) + " bytes", (index + 1) + " bytes");
    }
    return value;
  }

  private static MalformedException truncated(long off, int had) {
    return new MalformedException(
        Fault.TRUNCATED, "varint", off, "a last byte below 0x80", "end after " + had + " bytes");
  }

  private static MalformedException overflow(long off) {
    return new MalformedException(
        Fault.OVERFLOW, "varint", off, "at most 9 bytes", "a 9th byte with more to follow");
  }
}
