package io.dagstore.core.ipld;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Any text: a value that comes back as it was, or a {@link MalformedException}. */
final class CidTextFuzzTest {
  @FuzzTest(maxDuration = "10s")
  void comesBackOrIsRefused(byte[] input) {
    var text = new String(input, UTF_8);
    Fuzz.attempt(() -> Cid.parse(text))
        .ifPresent(cid -> {
          assertThat(Cid.parse(cid.toString())).isEqualTo(cid);
          assertThat(Cid.fromBytes(cid.toBytes())).isEqualTo(cid);
        });
  }
}
