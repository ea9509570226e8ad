package io.dagstore.distribution.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.testkit.SampleCar;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The client of {@code docs/examples}, in another language and by hand, against a node. */
@Timeout(180)
final class NodeClientIT {
  private static final List<String> TOUR =
      List.of(
          "version 0\\..*",
          "without a token: 1 missing permission to invoke 'DagstoreGC' \\(need 'admin'\\)",
          "a token for \\[ 'read' ]",
          "a bad token: the token is not of this node",
          "shard a ShardStateAvailable",
          "events so far: [1-9]\\d*",
          "followed as far as dagstore:\\w+",
          "and the line goes on: 50 blocks");

  @TempDir private Path folder;

  @Test
  void callsStreamsCancelsAndShowsItsToken() throws Exception {
    var node = nodeOnThePath();
    if (node.isEmpty()) {
      System.out.println("no `node` on the PATH: docs/examples/client.mjs was not run");
    }
    Assumptions.assumeTrue(node.isPresent(), "no `node` on the PATH");
    var car = SampleCar.small(50, 1).writeTo(folder.resolve("a.car"));
    var repo = folder.resolve("repo");
    var built = Distribution.built();
    try (var _ = ServingProcess.start(built.home(), repo)) {
      new Shell(folder).good("register-shard --key a " + car);

      var said = run(node.orElseThrow(), repo);

      assertThat(said).hasSameSizeAs(TOUR);
      assertThat(said).zipSatisfy(TOUR, (line, form) -> assertThat(line).matches(form));
    }
  }

  private static List<String> run(Path node, Path repo) throws IOException, InterruptedException {
    var script = ByteCode.house().root().resolve("docs/examples/client.mjs");
    var process =
        new ProcessBuilder(node.toString(), script.toString(), repo.toString())
            .redirectErrorStream(true)
            .start();
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said.lines().toList();
  }

  private static Optional<Path> nodeOnThePath() {
    var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(File.pathSeparator, -1))
        .map(directory -> Path.of(directory, "node"))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
