package io.dagstore.core.ipld;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * Any bytes, in an array and in a segment: a value that comes back as it was, or a {@link
 * MalformedException}.
 */
final class CidBinaryFuzzTest {
  @FuzzTest(maxDuration = "10s")
  void comesBackOrIsRefused(byte[] input) {
    Optional<Cid> ofArray = Fuzz.attempt(() -> Cid.read(input, 0, input.length));
    var segment = MemorySegment.ofArray(input);
    Optional<Cid> ofSegment = Fuzz.attempt(() -> Cid.read(segment, 0, input.length));

    assertThat(ofSegment).isEqualTo(ofArray);
    ofArray.ifPresent(cid -> {
      assertThat(Cid.length(segment, 0, input.length)).isEqualTo(cid.byteLength());
      assertThat(Cid.multihashOffset(segment, 0)).isEqualTo(cid.multihashOffset());
      assertThat(cid.sameBytes(segment, 0, cid.byteLength())).isTrue();
      assertThat(Cid.parse(cid.toString())).isEqualTo(cid);
    });
  }
}
