package io.dagstore.core.api.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class MultihashKeyTest {
  private static final long SEED = 5;

  private final MultihashKey keys = new MultihashKey(secret(0));

  @Test
  void isTheSameForArraysAndSegmentsAtAnyPlace() {
    var bytes = new byte[300];
    new Random(SEED).nextBytes(bytes);
    for (int length = 0; length < 200; length++) {
      int from = length % 7;
      var alone = Arrays.copyOfRange(bytes, from, from + length);

      long key = keys.of(alone, 0, length);

      assertThat(keys.of(bytes, from, length)).isEqualTo(key);
      assertThat(keys.of(MemorySegment.ofArray(bytes), from, length)).isEqualTo(key);
      assertThat(keys.of(MemorySegment.ofArray(alone), 0, length)).isEqualTo(key);
    }
  }

  @Test
  void everyBitAndTheLengthCount() {
    var bytes = new byte[34];
    var seen = new HashSet<Long>();
    seen.add(keys.of(bytes, 0, 34));
    for (int bit = 0; bit < 34 * 8; bit++) {
      bytes[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(seen.add(keys.of(bytes, 0, 34))).isTrue();
      bytes[bit / 8] ^= (byte) (1 << (bit % 8));
    }
    for (int length = 0; length < 34; length++) {
      assertThat(seen.add(keys.of(bytes, 0, length))).isTrue();
    }
  }

  @Test
  void spreadsHashesThatDifferLittle() {
    var bytes = new byte[34];
    var buckets = new int[256];
    for (int i = 0; i < 65_536; i++) {
      bytes[2] = (byte) i;
      bytes[3] = (byte) (i >> 8);
      buckets[(int) (keys.of(bytes, 0, 34) >>> 56)]++;
    }
    for (int bucket : buckets) {
      assertThat(bucket).isBetween(150, 370);
    }
  }

  @Test
  void anotherSecretMakesOtherKeys() {
    var other = new MultihashKey(secret(1));
    var bytes = new byte[] {0x12, 0x20, 1};

    assertThat(other.of(bytes, 0, 3)).isNotEqualTo(keys.of(bytes, 0, 3));
    assertThatIllegalArgumentException().isThrownBy(() -> new MultihashKey(1, 2, 3));
  }

  private static long[] secret(long changeOfLast) {
    var secret = new Random(SEED).longs(MultihashKey.SECRET_WORDS).toArray();
    secret[MultihashKey.SECRET_WORDS - 1] += changeOfLast;
    return secret;
  }
}
