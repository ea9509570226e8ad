package io.dagstore.core.ipld;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Any bytes as DAG-JSON: a value that comes back as it was, or a {@link MalformedException}. */
final class DagJsonFuzzTest {
  @FuzzTest(maxDuration = "10s")
  void comesBackOrIsRefused(byte[] input) {
    Fuzz.attempt(() -> Codecs.DAG_JSON.decode(input))
        .ifPresent(node -> {
          byte[] canonical = Codecs.DAG_JSON.encode(node);
          Node again = Codecs.DAG_JSON.decode(canonical);
          assertThat(Codecs.DAG_JSON.encode(again)).isEqualTo(canonical);
          assertThat(Codecs.DAG_CBOR.encode(again)).isEqualTo(Codecs.DAG_CBOR.encode(node));
          Fuzz.checkLinks(Codecs.DAG_JSON, input, node);
        });
    Fuzz.attempt(() -> Fuzz.links(Codecs.DAG_JSON, input));
  }
}
