package io.dagstore.distribution.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.distribution.runtime.Node;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a command finds its node, and the commands that are about a node. */
@Timeout(120)
final class RunningNodeTest {
  @TempDir private Path folder;
  private Node node;

  @BeforeEach
  void start() throws IOException {
    Site.make(folder);
    Run.in(folder, words("car create --no-wrap -o site.car site")).good();
    node = BothWaysTest.start(folder.resolve("repo"));
  }

  @AfterEach
  void stop() throws IOException {
    node.close();
  }

  private static String[] words(String line) {
    return line.split(" ", -1);
  }

  private Run run(String line) {
    return Run.in(folder, words(line)).good();
  }

  private String url() {
    return node.api().orElseThrow().toString();
  }

  private String token() throws IOException {
    return Files.readString(folder.resolve("repo/token")).strip();
  }

  @Test
  void isFoundByItsFilesByItsUrlAndByTheVariable() throws IOException {
    run("register-shard site.car");
    var elsewhere = folder.resolve("elsewhere");
    var api = node.api().orElseThrow();
    var info = token() + ":/ip4/127.0.0.1/tcp/" + api.getPort() + "/http";

    var named = Run.in(folder, "--repo", elsewhere.toString(), "--api", url(), "list-shards");
    var told =
        Run.in(
            folder,
            Map.of("DAGSTORE_API_INFO", info, "DAGSTORE_PATH", elsewhere.toString()),
            "destroy-shard",
            "site");

    assertThat(named.good().lines()).hasSize(1);
    assertThat(told.good().err()).isEmpty();
    assertThat(run("list-shards").out()).isEmpty();
    assertThat(elsewhere).doesNotExist();
  }

  @Test
  void whoHasNoTokenMayLookAndNotTouch() {
    var elsewhere = folder.resolve("elsewhere").toString();

    var touch = Run.in(folder, "--repo", elsewhere, "--api", url(), "register-shard", "site.car");

    assertThat(touch.code()).isEqualTo(1);
    assertThat(touch.err()).contains("missing permission").doesNotContain("\tat ");
  }

  @Test
  void aWrongTokenIsANo() {
    var info = "nonsense:" + url();

    var run = Run.in(folder, Map.of("DAGSTORE_API_INFO", info), "list-shards");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).startsWith("dagstore: ").doesNotContain("\tat ");
  }

  @Test
  void aTokenThatWasMadeAllowsWhatItSays() {
    var read = run("auth create-token --perm read").last();
    var info = Map.of("DAGSTORE_API_INFO", read + ":" + url());

    assertThat(Run.in(folder, info, "list-shards").code()).isZero();
    assertThat(Run.in(folder, info, "stop").code()).isEqualTo(1);
    assertThat(node.status().pid()).isPositive();
  }

  @Test
  void theDoctorMustBeAlone() throws IOException {
    run("register-shard site.car");

    var run = Run.in(folder, words("doctor --deep"));

    assertThat(run.code()).isEqualTo(75);
    assertThat(run.err()).contains("a node has the repository open", "hint: 'dagstore stop'");
    node.close();
    assertThat(run("doctor --deep").last()).startsWith("clean: 1 shard, ");
  }

  @Test
  void whatAKilledNodeLeftBehindIsNoHindrance() throws IOException {
    run("register-shard site.car");
    var api = Files.readString(folder.resolve("repo/api"));
    node.close();
    Files.writeString(folder.resolve("repo/api"), api);

    assertThat(run("list-shards").lines()).hasSize(1);
  }

  @Test
  void aNodeOfAnotherRepositoryIsNotTakenForOurs() throws IOException {
    Files.createDirectories(folder.resolve("other"));
    Run.in(folder, "--repo", folder.resolve("other").toString(), "init").good();
    Files.copy(folder.resolve("repo/api"), folder.resolve("other/api"));
    run("register-shard site.car");

    var run = Run.in(folder, "--repo", folder.resolve("other").toString(), "list-shards");

    assertThat(run.good().out()).isEmpty();
  }

  @Test
  void aRepositoryWhoseNodeIsNotToldOfIsBusy() throws IOException {
    Files.delete(folder.resolve("repo/api"));

    assertThat(Run.in(folder, "list-shards").code()).isEqualTo(75);
    assertThat(Run.in(folder, "register-shard", "site.car").code()).isEqualTo(75);
  }

  @Test
  void statusAndPluginsTellWhatItIs() {
    run("register-shard site.car");

    assertThat(run("status").lines())
        .contains("repo    " + folder.resolve("repo"), "api     " + url())
        .anyMatch(line -> line.startsWith("node    ") && line.contains("pid "));
    assertThat(Json.of(run("status --json").last())).containsEntry("node", "true");
    assertThat(run("plugins").out()).contains("io.dagstore.mounts.file", "active", "mount file");
    assertThat(Json.of(run("plugins --json").lines().getFirst()).keySet())
        .containsExactly("bundle", "version", "state", "file", "brings", "problem");
  }

  @Test
  void statCountsTheReadsOfTheNode() {
    run("register-shard site.car");
    var root = run("car root site.car").last();
    run("get-block " + root);
    run("get-block " + root);

    assertThat(Json.of(run("stat --json").last()))
        .containsEntry("open_shards", "1")
        .containsEntry("hashed", "1")
        .containsEntry("trusted", "1")
        .containsEntry("suspects", "0");
  }

  @Test
  void stopWaitsUntilItHasEnded() throws Exception {
    run("register-shard site.car");

    run("stop");
    node.awaitEnd();

    assertThat(folder.resolve("repo/api")).doesNotExist();
    assertThat(run("list-shards").lines()).hasSize(1);
    assertThat(Run.in(folder, "stop").code()).isEqualTo(1);
  }

  @Test
  void whoFollowsTheJournalSeesWhatComes() throws Exception {
    var seen = new CountDownLatch(1);
    var text = new ByteArrayOutputStream();
    var out =
        new OutputStream() {
          @Override
          public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
          }

          @Override
          public void write(byte[] bytes, int offset, int length) {
            text.write(bytes, offset, length);
            if (text.toString(UTF_8).contains("dagstore:destroyed")) {
              seen.countDown();
            }
          }
        };
    var ended =
        CompletableFuture.supplyAsync(() -> follow(out), task -> Thread.ofVirtual().start(task));

    run("register-shard site.car");
    run("destroy-shard site");
    seen.await();
    node.close();

    assertThat(ended.get()).isIn(0, 74, 75);
    assertThat(text.toString(UTF_8)).contains("dagstore:registered");
  }

  private int follow(OutputStream out) {
    return Main.run(
        new Console(
            new ByteArrayInputStream(new byte[0]),
            out,
            new PrintStream(OutputStream.nullOutputStream(), true, UTF_8),
            Map.of("DAGSTORE_PATH", folder.resolve("repo").toString()),
            folder,
            System::nanoTime,
            Console.Terminal.none()),
        List.of("journal", "--follow"));
  }
}
