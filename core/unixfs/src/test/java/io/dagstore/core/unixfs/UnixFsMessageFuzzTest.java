package io.dagstore.core.unixfs;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Any bytes: a message whose parts lie inside them, or an {@link IllegalArgumentException}. */
final class UnixFsMessageFuzzTest {
  @FuzzTest(maxDuration = "10s")
  void isReadOrRefused(byte[] input) {
    UnixFsMessage message;
    try {
      message = UnixFsMessage.decode(input);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageNotContaining("null");
      return;
    }

    assertThat(message.data().copy()).hasSizeLessThanOrEqualTo(input.length);
    assertThat(message.blockSizes()).hasSizeLessThanOrEqualTo(input.length);
    assertThat(message.fileSize().orElse(0)).isNotNegative();
  }
}
