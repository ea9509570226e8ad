package io.dagstore.core.ipld;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Any bytes as DAG-CBOR: a value that comes back as it was, or a {@link MalformedException}. */
final class DagCborFuzzTest {
  @FuzzTest(maxDuration = "10s")
  void comesBackOrIsRefused(byte[] input) {
    Fuzz.attempt(() -> Codecs.DAG_CBOR.decode(input))
        .ifPresent(node -> {
          assertThat(Codecs.DAG_CBOR.encode(node)).isEqualTo(input);
          assertThat(Codecs.DAG_CBOR_LENIENT.encode(Codecs.DAG_CBOR_LENIENT.decode(input)))
              .isEqualTo(input);
          Fuzz.checkLinks(Codecs.DAG_CBOR, input, node);
          Codecs.pretty(node);
        });
    Fuzz.attempt(() -> Codecs.DAG_CBOR_LENIENT.decode(input))
        .ifPresent(node -> {
          byte[] canonical = Codecs.DAG_CBOR_LENIENT.encode(node);
          assertThat(Codecs.DAG_CBOR_LENIENT.encode(Codecs.DAG_CBOR_LENIENT.decode(canonical)))
              .isEqualTo(canonical);
        });
    Fuzz.attempt(() -> Fuzz.links(Codecs.DAG_CBOR, input));
  }
}
