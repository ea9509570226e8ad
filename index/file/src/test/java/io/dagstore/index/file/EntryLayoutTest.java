package io.dagstore.index.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class EntryLayoutTest {
  private static final long[] BUCKETS = {1, 2, 3, 7, 16, 1000, 65_536, 9_999_991, 1L << 36};

  @Test
  void givesEveryKeyBack() {
    var random = new SplittableRandom(1);
    for (long buckets : BUCKETS) {
      for (int i = 0; i < 2000; i++) {
        var layout =
            EntryLayout.of(buckets, random.nextLong(1L << 48), random.nextInt(Integer.MAX_VALUE));
        long key = key(random, i);

        assertThat(layout.isSound()).isTrue();
        assertThat(layout.key(layout.bucket(key), layout.fingerprint(key))).isEqualTo(key);
      }
    }
  }

  private static long key(SplittableRandom random, int i) {
    return switch (i) {
      case 0 -> 0;
      case 1 -> -1L << 16;
      case 2 -> 1L << 16;
      default -> random.nextLong() << 16;
    };
  }

  @Test
  void bringsBackEveryValue() {
    var random = new SplittableRandom(2);
    for (int i = 0; i < 20_000; i++) {
      long maxOffset = (1L << random.nextInt(49)) - 1;
      long maxLength = (1L << random.nextInt(32)) - 1;
      var layout = EntryLayout.of(BUCKETS[random.nextInt(BUCKETS.length)], maxOffset, maxLength);
      long offset = random.nextLong(maxOffset + 1);
      int length = (int) random.nextLong(maxLength + 1);
      long fingerprint = random.nextLong() >>> (64 - layout.fingerprintBits());
      ByteBuffer bytes = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);

      layout.put(bytes, 8, fingerprint, offset, length);

      MemorySegment file = MemorySegment.ofArray(bytes.array());
      assertThat(layout.entryBytes()).isBetween(2, BlocksFormat.MAX_ENTRY_BYTES);
      assertThat(layout.offsetAt(file, 8)).as("%s", layout).isEqualTo(offset);
      assertThat(layout.lengthAt(file, 8)).as("%s", layout).isEqualTo(length);
      assertThat(layout.fingerprintAt(file, 8)).as("%s", layout).isEqualTo(fingerprint);
    }
  }

  @Test
  void staysSmall() {
    long million = BlocksFormat.buckets(1 << 20);

    assertThat(EntryLayout.of(million, (1L << 30) - 1, (1 << 9) - 1).entryBytes()).isEqualTo(9);
    assertThat(EntryLayout.of(million, (64L << 30) - 1, (2 << 20) - 1).entryBytes()).isEqualTo(12);
    assertThat(EntryLayout.of(2 * million, (64L << 30) - 1, (1 << 20)).entryBytes()).isEqualTo(11);
  }
}
