package io.dagstore.distribution.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page on the configuration says what the records say; a failure prints the right text. */
final class ConfigurationPageTest {
  private static final String BELOW = "<!-- Below: what NodeConfig says of itself. -->\n";

  @Test
  void thePageIsWhatTheRecordsSay() throws IOException {
    var page = Path.of(System.getProperty("basedir", "")).resolve("../../docs/configuration.md");
    var text = Files.readString(page);

    assertThat(text).contains(BELOW);
    assertThat(text.substring(text.indexOf(BELOW) + BELOW.length()))
        .isEqualTo(NodeConfig.standard().report().markdown());
  }
}
