package io.dagstore.core.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class MemorySumTest {
  static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  @Test
  void seesEveryBitAndThePlace() {
    var random = new SplittableRandom(1);
    for (int length = 0; length < 80; length++) {
      byte[] bytes = new byte[length + 3];
      random.nextBytes(bytes);
      MemorySegment memory = MemorySegment.ofArray(bytes);
      long sum = MemorySum.of(memory, 2, 2 + length, 9);
      for (int bit = 16; bit < 16 + 8 * length; bit++) {
        bytes[bit / 8] ^= (byte) (1 << (bit % 8));
        assertThat(MemorySum.of(memory, 2, 2 + length, 9) >>> 40).isNotEqualTo(sum >>> 40);
        bytes[bit / 8] ^= (byte) (1 << (bit % 8));
      }
      assertThat(MemorySum.of(memory, 2, 2 + length, 9)).isEqualTo(sum);
      assertThat(MemorySum.of(memory, 2, 2 + length, 8)).isNotEqualTo(sum);
    }
  }

  @Test
  void staysTheSameForEver() {
    MemorySegment memory = MemorySegment.ofArray(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10});

    assertThat(MemorySum.of(memory, 0, 10, 42)).isEqualTo(3960085263909283585L);
  }
}
