package io.dagstore.core.api.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.Multicodec;
import io.dagstore.core.ipld.Multihash;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class MultihashKeyTest {
  private static final long SEED = 5;

  private final MultihashKey keys = new MultihashKey(secret(0));

  @Test
  void isTheSameForCidsAndSegmentsAtAnyPlace() {
    var digest = new byte[200];
    new Random(SEED).nextBytes(digest);
    for (int length = 0; length < 200; length++) {
      var multihash = Multihash.of(Multicodec.IDENTITY, Arrays.copyOf(digest, length));
      var bytes = new byte[300];
      multihash.writeTo(bytes, length % 7);

      long key = keys.of(Cid.v1(Multicodec.RAW, multihash));

      assertThat(keys.of(Cid.v1(Multicodec.DAG_CBOR, multihash))).isEqualTo(key);
      assertThat(keys.of(MemorySegment.ofArray(bytes), length % 7, multihash.byteLength()))
          .isEqualTo(key);
    }
  }

  @Test
  void everyBitAndTheLengthCount() {
    var bytes = new byte[34];
    var seen = new HashSet<Long>();
    seen.add(key(bytes, 34));
    for (int bit = 0; bit < 34 * 8; bit++) {
      bytes[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(seen.add(key(bytes, 34))).isTrue();
      bytes[bit / 8] ^= (byte) (1 << (bit % 8));
    }
    for (int length = 0; length < 34; length++) {
      assertThat(seen.add(key(bytes, length))).isTrue();
    }
  }

  @Test
  void spreadsHashesThatDifferLittle() {
    var bytes = new byte[34];
    var buckets = new int[256];
    for (int i = 0; i < 65_536; i++) {
      bytes[2] = (byte) i;
      bytes[3] = (byte) (i >> 8);
      buckets[(int) (key(bytes, 34) >>> 56)]++;
    }
    for (int bucket : buckets) {
      assertThat(bucket).isBetween(150, 370);
    }
  }

  @Test
  void anotherSecretMakesOtherKeys() {
    var other = new MultihashKey(secret(1));
    var bytes = MemorySegment.ofArray(new byte[] {0x12, 0x20, 1});

    assertThat(other.of(bytes, 0, 3)).isNotEqualTo(keys.of(bytes, 0, 3));
    assertThatIllegalArgumentException().isThrownBy(() -> new MultihashKey(1, 2, 3));
  }

  private long key(byte[] bytes, int length) {
    return keys.of(MemorySegment.ofArray(bytes), 0, length);
  }

  private static long[] secret(long changeOfLast) {
    var secret = new Random(SEED).longs(MultihashKey.SECRET_WORDS).toArray();
    secret[MultihashKey.SECRET_WORDS - 1] += changeOfLast;
    return secret;
  }
}
