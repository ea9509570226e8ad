package io.dagstore.distribution.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagstore.distribution.launcher.ServeOptions.Output;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ServeOptionsTest {
  private static final Path HOME = Path.of("/home/ada");
  private static final Path FOLDER = Path.of("/work");

  @Test
  void servesTheHomeRepositoryByDefault() {
    var options = parse(Map.of(), "serve");

    assertThat(options.repos()).containsExactly(HOME.resolve(".dagstore"));
    assertThat(options.output()).isEqualTo(Output.TEXT);
    assertThat(options.help()).isFalse();
  }

  @Test
  void theVariableNamesTheDefault() {
    assertThat(parse(Map.of("DAGSTORE_PATH", "cold"), "serve").repos())
        .containsExactly(FOLDER.resolve("cold"));
  }

  @Test
  void takesEachRepositoryOnceAndInOrder() {
    var options = parse(Map.of(), "serve", "--repo", "b", "--repo=/a", "--repo", "./b", "--quiet");

    assertThat(options.repos()).containsExactly(FOLDER.resolve("b"), Path.of("/a"));
    assertThat(options.output()).isEqualTo(Output.QUIET);
  }

  @Test
  void optionsMayStandBeforeTheWord() {
    assertThat(parse(Map.of(), "--repo", "/a", "serve").repos()).containsExactly(Path.of("/a"));
  }

  @Test
  void aProgramIsToldEvenUnderQuiet() {
    assertThat(parse(Map.of(), "--quiet", "--json").output()).isEqualTo(Output.JSON);
    assertThat(parse(Map.of(), "--json", "--quiet").output()).isEqualTo(Output.JSON);
  }

  @Test
  void readsOnlyWhereItIsAskedTo() {
    assertThat(parse(Map.of(), "serve").readOnly()).isFalse();
    assertThat(parse(Map.of(), "serve", "--read-only").readOnly()).isTrue();
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThatThrownBy(() -> parse(Map.of(), "serve", "--port", "1"))
        .isInstanceOf(UsageException.class)
        .hasMessage("serve: unknown argument --port");
    assertThatThrownBy(() -> parse(Map.of(), "serve", "--repo"))
        .isInstanceOf(UsageException.class)
        .hasMessage("serve: expected a folder after --repo");
  }

  private static ServeOptions parse(Map<String, String> variables, String... args) {
    var environment = new HashMap<>(variables);
    environment.put("HOME", HOME.toString());
    var silent = new PrintStream(OutputStream.nullOutputStream());
    return ServeOptions.parse(
        List.of(args), new Terminal(silent, silent, environment, FOLDER, Instant.EPOCH));
  }
}
