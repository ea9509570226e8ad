package io.dagstore.core.car;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The 40 bytes behind the CARv2 pragma: characteristics, data offset, data size, index offset. */
record V2Header(boolean fullyIndexed, long dataOffset, long dataSize, long indexOffset) {
  static final int PRAGMA_LENGTH = 11;
  static final int LENGTH = PRAGMA_LENGTH + 40;

  private static final byte[] PRAGMA = {
    0x0a, (byte) 0xa1, 0x67, 'v', 'e', 'r', 's', 'i', 'o', 'n', 2
  };
  private static final ValueLayout.OfLong LE =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  static V2Header read(MemorySegment segment, long at) {
    return new V2Header(
        (segment.get(ValueLayout.JAVA_BYTE, at) & 0x80) != 0,
        segment.get(LE, at + 16),
        segment.get(LE, at + 24),
        segment.get(LE, at + 32));
  }

  /** Whether a segment begins with the CARv2 pragma. */
  static boolean startsAt(MemorySegment segment) {
    return segment.asSlice(0, PRAGMA_LENGTH).mismatch(MemorySegment.ofArray(PRAGMA)) < 0;
  }

  /** Whether the writer never came to fill it in. */
  boolean isZero() {
    return dataOffset == 0 && dataSize == 0 && indexOffset == 0;
  }

  /** Pragma and header, {@value #LENGTH} bytes. */
  ByteBuffer toBytes() {
    var bytes = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(PRAGMA).put((byte) (fullyIndexed ? 0x80 : 0)).position(PRAGMA_LENGTH + 16);
    return bytes.putLong(dataOffset).putLong(dataSize).putLong(indexOffset).flip();
  }

  /** Pragma and an empty header: what a file starts with until its writer finishes. */
  static ByteBuffer unfinished() {
    return new V2Header(false, 0, 0, 0).toBytes();
  }
}
