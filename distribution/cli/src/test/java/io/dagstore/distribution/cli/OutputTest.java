package io.dagstore.distribution.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OutputTest {
  private static final Console.Terminal PERSON = new Console.Terminal(true, true, 80);

  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void pack() throws IOException {
    Site.make(folder);
    Run.in(folder, "car", "create", "--no-wrap", "-o", "site.car", "site").good();
    Run.in(folder, "register-shard", "site.car").good();
  }

  private int run(OutputStream stdout, Map<String, String> env, String... args) {
    return Main.run(console(stdout, env, PERSON, System.nanoTime()), List.of(args));
  }

  private Console console(
      OutputStream stdout, Map<String, String> env, Console.Terminal terminal, long start) {
    var clock = new AtomicLong(start);
    return new Console(
        InputStream.nullInputStream(),
        stdout,
        new PrintStream(err, true, StandardCharsets.UTF_8),
        env,
        folder,
        () -> clock.addAndGet(400_000_000),
        terminal);
  }

  private Map<String, String> env() {
    return Map.of("DAGSTORE_PATH", folder.resolve("repo").toString());
  }

  @Test
  void aTerminalGetsColourAndIndentedJson() {
    var root = Run.in(folder, "car", "root", "site.car").last();

    run(out, env(), "list-shards");
    run(out, env(), "show", root);

    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("\u001b[32mAVAILABLE", "{\n  \"Data\": {\n    \"/\": {\n");
  }

  @Test
  void noColourWhereItIsNotWanted() {
    var env = Map.of("DAGSTORE_PATH", folder.resolve("repo").toString(), "NO_COLOR", "1");

    run(out, env, "list-shards");
    run(out, env, "--help");

    assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("\u001b");
  }

  @Test
  void aPipeGetsNeitherColourNorProgress() {
    var run = Run.in(folder, "demo", "site.car").good();

    assertThat(run.out() + run.err()).doesNotContain("\u001b").doesNotContain("\r");
  }

  @Test
  void longWorkShowsProgressToAPerson() {
    run(out, env(), "car", "create", "-o", "x.car", "site");

    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("\r\u001b[Kpacking ", "MB", "blocks/s")
        .contains("\r\u001b[K");
  }

  @Test
  void quietKeepsResultsOnly() {
    var run = Run.in(folder, "--quiet", "car", "create", "-o", "x.car", "site").good();

    assertThat(run.err()).isEmpty();
    assertThat(run.lines()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "list-shards",
    "car list site.car",
    "car inspect site.car",
    "demo site.car",
    "--help"
  })
  void aReaderWhoGoesAwayEndsTheCommandQuietly(String line) {
    var gone =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };

    var code = run(gone, env(), line.split(" ", -1));

    assertThat(code).isZero();
    assertThat(err.toString(StandardCharsets.UTF_8)).doesNotContain("dagstore:");
  }

  @Test
  void aFullDiskUnderStandardOutputIsTheWorldsFault() {
    var full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };

    assertThat(run(full, env(), "list-shards")).isEqualTo(74);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("No space left on device");
  }

  @ParameterizedTest
  @CsvSource({
    "0,0 B",
    "999,999 B",
    "1000,1.0 kB",
    "999949,999.9 kB",
    "999950,1.0 MB",
    "1500000000,1.5 GB"
  })
  void sizesAreReadable(long bytes, String text) {
    assertThat(Figures.bytes(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0.0000123,12 µs", "0.0123,12 ms", "1.23,1.2 s", "75,1:15 min", "7500,2:05 h"})
  void timesAreReadable(double seconds, String text) {
    assertThat(Figures.seconds(seconds)).isEqualTo(text);
  }
}
