package io.dagstore.core.ipld;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Little-endian words of arrays and segments, read and compared without allocation. */
final class Bits {
  static final ValueLayout.OfLong WORD = JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle ARRAY_WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Bits() {}

  static long word(byte[] b, int off) {
    return (long) ARRAY_WORD.get(b, off);
  }

  static void putWord(byte[] b, int off, long word) {
    ARRAY_WORD.set(b, off, word);
  }

  static boolean equal(byte[] b, int off, MemorySegment s, long at, int length) {
    int i = 0;
    for (; i + 8 <= length; i += 8) {
      if (word(b, off + i) != s.get(WORD, at + i)) {
        return false;
      }
    }
    for (; i < length; i++) {
      if (b[off + i] != s.get(JAVA_BYTE, at + i)) {
        return false;
      }
    }
    return true;
  }
}
