package io.dagstore.distribution.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code dagstore serve} as a process: how it says that it is ready, and how it ends. */
@Timeout(180)
final class ServeIT {
  private final Distribution built = Distribution.started();
  private final List<Process> started = new ArrayList<>();

  @TempDir private Path folder;

  @AfterEach
  void endWhatWasStarted() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void saysWhereItAnswersAndEndsWellWhenToldTo() throws IOException, InterruptedException {
    var node = start("--repo", repo("a"));

    var line = lines(node).readLine();
    assertThat(line).matches("dagstore: .*/a ready at http://127\\.0\\.0\\.1:\\d+ in \\d+\\.\\d s");
    node.toHandle().destroy();
    expectEnd(node, 0);
    assertThat(error(node)).isEmpty();
  }

  @Test
  void servesThreeRepositoriesFromOneProcess() throws IOException, InterruptedException {
    var node = start("--json", "--repo", repo("a"), "--repo", repo("b"), "--repo", repo("c"));
    var out = lines(node);

    var ready = List.of(out.readLine(), out.readLine(), out.readLine());
    assertThat(String.join("\n", ready)).contains("/a\"", "/b\"", "/c\"");
    assertThat(ready)
        .map(line -> line.replaceFirst(".*\"api\":\"([^\"]*)\".*", "$1"))
        .allMatch(api -> api.startsWith("http://127.0.0.1:"))
        .doesNotHaveDuplicates();
    node.toHandle().destroy();
    expectEnd(node, 0);
  }

  @Test
  void aRepositoryThatIsServedIsRefusedToAnother() throws IOException, InterruptedException {
    var node = start("--repo", repo("a"));
    lines(node).readLine();

    var second = start("--repo", repo("a"));

    expectEnd(second, 75);
    assertThat(error(second)).startsWith("dagstore: ").contains("/a").hasLineCount(1);
  }

  @Test
  void aKeyThatIsUnknownStopsTheStart() throws IOException, InterruptedException {
    Files.writeString(
        Files.createDirectories(Path.of(repo("a"))).resolve("dagstore.toml"),
        "[rpc]\nlistne = \"127.0.0.1:0\"\n");

    var node = start("--repo", repo("a"));

    expectEnd(node, 2);
    assertThat(error(node)).startsWith("dagstore: ").contains("listen").hasLineCount(1);
  }

  @Test
  void aPortThatIsTakenStopsTheStart() throws IOException, InterruptedException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Files.writeString(
          Files.createDirectories(Path.of(repo("a"))).resolve("dagstore.toml"),
          "[rpc]\nlisten = \"127.0.0.1:%d\"\n".formatted(taken.getLocalPort()));

      var node = start("--repo", repo("a"));

      expectEnd(node, 75);
      assertThat(error(node)).contains(":" + taken.getLocalPort()).hasLineCount(1);
    }
  }

  @Test
  void anArgumentThatIsUnknownIsWrongUsage() throws IOException, InterruptedException {
    var node = start("--frobnicate");

    expectEnd(node, 2);
    assertThat(error(node)).isEqualTo("dagstore: serve: unknown argument --frobnicate\n");
  }

  @Test
  void aCheckStartsAndEndsByItself() throws IOException, InterruptedException {
    var node = start("--check", "--repo", repo("a"));

    expectEnd(node, 0);
    assertThat(error(node)).isEmpty();
  }

  /** Decision 0049. */
  @Test
  void aFewThreadsThatComputeDoNotKeepTheOthersFromTheProcessors() throws Exception {
    var node = start("--repo", repo("a"));
    lines(node).readLine();

    assertThat(Footprint.jcmd(node.toHandle(), "Thread.vthread_scheduler"))
        .containsPattern("parallelism = (3[2-9]|[4-9]\\d|\\d{3,})");
  }

  private String repo(String name) {
    return folder.resolve(name).toString();
  }

  private Process start(String... arguments) throws IOException {
    var words = new ArrayList<>(List.of("serve"));
    words.addAll(List.of(arguments));
    var process = built.command(words.toArray(String[]::new)).start();
    started.add(process);
    return process;
  }

  private static BufferedReader lines(Process process) {
    return process.inputReader(UTF_8);
  }

  private static String error(Process process) throws IOException {
    return new String(process.getErrorStream().readAllBytes(), UTF_8);
  }

  private static void expectEnd(Process process, int code) throws InterruptedException {
    assertThat(process.waitFor(150, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(code);
  }
}
