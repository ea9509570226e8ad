package io.dagstore.distribution.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class ReportsTest {
  private static final Path A = Path.of("/home/ada/a");
  private static final Path B = Path.of("/srv/\"b\"");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();

  @Test
  void aPersonReadsWhereAndHowFast() {
    var reports = reports();

    reports.ready(A, Optional.of(URI.create("http://127.0.0.1:43211")));
    reports.ready(B, Optional.empty());

    assertThat(out.toString(UTF_8))
        .isEqualTo(
            """
            dagstore: ~/a ready at http://127.0.0.1:43211 in 1.2 s
            dagstore: /srv/"b" ready in 1.2 s
            """);
  }

  @Test
  void aProgramReadsJson() {
    var reports = reports("--json");

    reports.ready(B, Optional.of(URI.create("http://127.0.0.1:1")));

    assertThat(out.toString(UTF_8))
        .isEqualTo(
            """
            {"repo":"/srv/\\"b\\"","api":"http://127.0.0.1:1","seconds":1.234}
            """);
  }

  @Test
  void quietSaysNothing() {
    reports("--quiet").ready(A, Optional.empty());

    assertThat(out.toString(UTF_8)).isEmpty();
  }

  @Test
  void theProcessEndsWithTheLastNode() {
    var reports = reports();

    reports.ended(A);
    assertThat(exitCode).isNotDone();
    reports.ended(B);
    assertThat(exitCode).isCompletedWithValue(0);
  }

  @Test
  void aNodeThatCannotStartEndsTheProcessWithOneLine() {
    reports().failed(A, 75, "~/a is served by process 17");

    assertThat(exitCode).isCompletedWithValue(75);
    assertThat(err.toString(UTF_8)).isEqualTo("dagstore: ~/a is served by process 17\n");
  }

  @Test
  void aBugShowsItsTrace() {
    reports().broken(A, new IllegalStateException("no"));

    assertThat(exitCode).isCompletedWithValue(70);
    assertThat(err.toString(UTF_8)).contains("IllegalStateException: no", "\tat ");
  }

  private Reports reports(String... args) {
    var start = Instant.ofEpochMilli(0);
    var terminal =
        new Terminal(
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            Map.of("HOME", "/home/ada"),
            Path.of("/"),
            start);
    var all = new ArrayList<>(List.of("--repo", A.toString(), "--repo", B.toString()));
    all.addAll(List.of(args));
    var options = ServeOptions.parse(all, terminal);
    return new Reports(options, terminal, () -> start.plusMillis(1234), exitCode);
  }
}
