package io.dagstore.distribution.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AmountsTest {
  @ParameterizedTest
  @CsvSource({
    "30s, PT30S, 30s",
    "1m0s, PT1M, 1m",
    "1h30m, PT1H30M, 1h30m",
    "1.5h, PT1H30M, 1h30m",
    "500ms, PT0.5S, 500ms",
    "2d, PT48H, 2d",
    "0, PT0S, 0s",
    "3us7ns, PT0.000003007S, 3us7ns"
  })
  void durationsAreReadAndWritten(String text, Duration duration, String written) {
    assertThat(Amounts.duration(text)).contains(duration);
    assertThat(Amounts.text(duration)).isEqualTo(written);
    assertThat(Amounts.duration(written)).contains(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "s", "-1s", "1 s", "1s ", "1y", "1m0", "s1", "999999999999d"})
  void whatIsNoDurationIsRefused(String text) {
    assertThat(Amounts.duration(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"64MiB, 67108864, 64MiB", "1 KiB, 1024, 1KiB", "7, 7, 7B", "1536, 1536, 1536B"})
  void sizesAreReadAndWritten(String text, long bytes, String written) {
    assertThat(Amounts.size(text)).contains(bytes);
    assertThat(Amounts.text(bytes)).isEqualTo(written);
    assertThat(Amounts.size(written)).contains(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "MiB", "-1", "1MB", "1.5GiB", "9999999TiB9", "999999999TiB"})
  void whatIsNoSizeIsRefused(String text) {
    assertThat(Amounts.size(text)).isEmpty();
  }

  @Test
  void theLargestSizeFits() {
    assertThat(Amounts.size("8388607TiB")).contains(8388607L << 40);
    assertThat(Amounts.size("8388608TiB")).isEmpty();
  }
}
