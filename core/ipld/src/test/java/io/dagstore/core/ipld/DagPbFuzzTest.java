package io.dagstore.core.ipld;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Optional;

/** Any bytes as DAG-PB: a value that comes back as it was, or a {@link MalformedException}. */
final class DagPbFuzzTest {
  @FuzzTest(maxDuration = "10s")
  void comesBackOrIsRefused(byte[] input) {
    Optional<PbNode> node = Fuzz.attempt(() -> PbNode.decode(input));

    assertThat(Fuzz.attempt(() -> Fuzz.links(Codecs.DAG_PB, input)).isPresent())
        .isEqualTo(node.isPresent());
    node.ifPresent(read -> {
      byte[] canonical = read.encode();
      assertThat(PbNode.decode(canonical).encode()).isEqualTo(canonical);
      assertThat(canonical).hasSameSizeAs(input);
      assertThat(Codecs.DAG_PB.encode(Codecs.DAG_PB.decode(canonical))).isEqualTo(canonical);
    });
  }
}
