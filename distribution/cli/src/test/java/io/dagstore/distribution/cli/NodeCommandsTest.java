package io.dagstore.distribution.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands about a repository as a whole, where no node runs. */
final class NodeCommandsTest {
  @TempDir private Path folder;
  private String root;

  @BeforeEach
  void pack() throws IOException {
    Site.make(folder);
    root = run("car create --no-wrap -o site.car site").last();
    run("register-shard site.car");
  }

  private Run run(String line) {
    return Run.in(folder, line.split(" ", -1)).good();
  }

  private Run bad(String line, int code) {
    var run = Run.in(folder, line.split(" ", -1));
    assertThat(run.code()).as(line + ": " + run.err()).isEqualTo(code);
    assertThat(run.err()).contains("dagstore: ").doesNotContain("\tat ");
    return run;
  }

  private Path repo() {
    return folder.resolve("repo");
  }

  @Test
  void journalTellsWhatHappenedWithoutANodeToo() throws IOException {
    run("destroy-shard site");

    var lines = run("journal --json").lines().stream().map(Json::of).toList();

    assertThat(lines)
        .allSatisfy(
            l -> assertThat(l.keySet()).containsExactly("system", "event", "timestamp", "data"))
        .extracting(l -> l.get("system") + ":" + l.get("event"))
        .contains("dagstore:registered", "dagstore:indexed", "dagstore:destroyed");
    assertThat(run("journal --system dagstore --since 2020-01-31").lines())
        .hasSameSizeAs(lines)
        .anyMatch(l -> l.contains("dagstore:registered") && l.contains("key=site"));
    assertThat(run("journal --since 9999-01-01T00:00:00Z").out()).isEmpty();
    assertThat(run("journal --system nobody").out()).isEmpty();
  }

  @Test
  void disabledEventsAreNotInTheJournal() throws IOException {
    Files.writeString(
        repo().resolve("dagstore.toml"),
        "[journal]\ndisabled_events = [\"dagstore:shard_state\"]\n");

    run("destroy-shard site");
    run("register-shard --key again site.car");

    assertThat(run("journal").lines().stream().filter(l -> l.contains("again")))
        .isNotEmpty()
        .noneMatch(l -> l.contains("shard_state"));
  }

  @Test
  void anErroredShardIsRecoveredWhenItsFileIsBack() throws IOException {
    Files.writeString(folder.resolve("bad.car"), "this is no CAR");
    Run.in(folder, "register-shard", "bad.car");
    bad("recover-shard bad", 65);
    bad("recover-shard site", 1);
    bad("recover-shard nowhere", 1);

    Files.copy(
        folder.resolve("site.car"), folder.resolve("bad.car"), StandardCopyOption.REPLACE_EXISTING);

    assertThat(run("recover-shard bad").out()).startsWith("bad  AVAILABLE");
    assertThat(run("shard-info bad").lines())
        .satisfiesExactly(
            key -> assertThat(key).isEqualTo("key     bad"),
            state -> assertThat(state).isEqualTo("state   AVAILABLE"),
            mount -> assertThat(mount).startsWith("mount   file:"),
            blocks -> assertThat(blocks).startsWith("blocks  "),
            begun -> assertThat(begun).endsWith("Z  REGISTERED"),
            first -> assertThat(first).contains("Z  FAILED_PERMANENT  "),
            second -> assertThat(second).contains("Z  FAILED_PERMANENT  "),
            end -> assertThat(end).endsWith("Z  RECOVERED"));
    assertThat(run("shard-info --json bad").out())
        .contains("\"history\":[{\"time\":", "\"what\":\"RECOVERED\",\"retry\":null");
    assertThat(run("shard-info --json site").out()).contains("\"history\":[]");
    assertThat(run("lookup-pieces " + root).lines()).hasSize(2);
    assertThat(run("lookup-pieces --json " + root).lines())
        .extracting(l -> Json.of(l).get("key"))
        .containsExactly("bad", "site");
  }

  @Test
  void collectingWhereNothingIsLeftSaysSo() {
    assertThat(run("gc").out()).isEqualTo("no shards collected\n");
    assertThat(run("gc --json").out()).isEmpty();
  }

  @Test
  void initializeAllGoesOnAfterAFailureAndEndsWithIt() throws IOException {
    Files.writeString(folder.resolve("bad.car"), "this is no CAR");
    run("register-shard --lazy bad.car");
    run("register-shard --lazy --key more site.car");

    var run = Run.in(folder, "initialize-all", "--concurrency", "1");

    assertThat(run.code()).isEqualTo(65);
    assertThat(run.lines())
        .hasSize(4)
        .contains("(2/2) more STARTING", "(2/2) more SUCCESS")
        .anyMatch(l -> l.startsWith("(1/2) bad ERROR "));
    assertThat(run("initialize-all").out()).isEmpty();
  }

  @Test
  void statusShowsTheFiguresOfTheStore() {
    assertThat(run("status").lines())
        .contains("repo    " + repo(), "node    none", "shards  1 AVAILABLE");
    assertThat(Json.of(run("status --json").last()))
        .containsEntry("node", "false")
        .containsEntry("shards", "{\"AVAILABLE\":1}");
  }

  @Test
  void statShowsTheSizesOfTheStructures() {
    assertThat(run("stat").lines())
        .hasSizeGreaterThan(8)
        .contains("shards    1, 0 open", "reads     0", "suspects  0")
        .anyMatch(line -> line.matches("records   1 of .*B, .* B for each shard"))
        .anyMatch(line -> line.matches("indices   \\d+ of .*B, .* B for each block"))
        .anyMatch(line -> line.matches(" +segments \\d+"));
    assertThat(Json.of(run("stat --json").last()))
        .containsEntry("shards", "{\"AVAILABLE\":1}")
        .containsEntry("inverted_shards", "1")
        .containsKeys(
            "record_bytes", "index_bytes", "inverted_bytes", "inverted", "guessed", "hashed");
  }

  @Test
  void configNamesEachValueAndItsOrigin() throws IOException {
    Files.writeString(repo().resolve("dagstore.toml"), "[store]\nmax_open_shards = 7\n");

    assertThat(run("config").lines())
        .contains("[DAGStore]")
        .anyMatch(l -> l.matches("max_open_shards = 7 +# .*dagstore.toml:2"));
    assertThat(run("config --json").lines()).anyMatch(l -> Json.of(l).containsValue("GCInterval"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"config", "list-shards", "register-shard site.car"})
  void aWrongKeyStopsEveryCommand(String line) throws IOException {
    Files.writeString(repo().resolve("dagstore.toml"), "[store]\nmax_open_shard = 7\n");

    assertThat(bad(line, 2).err()).contains("dagstore.toml:2", "max_open_shards");
  }

  @Test
  void theStoreLiesWhereTheConfigurationSays() throws IOException {
    Files.writeString(repo().resolve("dagstore.toml"), "[DAGStore]\nRootDir = \"inside\"\n");

    run("register-shard site.car");

    assertThat(repo().resolve("inside/records")).isDirectory();
    run("get-block " + root);
  }

  @ParameterizedTest
  @ValueSource(strings = {"stop", "plugins"})
  void whatNeedsANodeSaysThatNoneRuns(String line) {
    assertThat(bad(line, 1).err()).contains("no node runs on " + repo());
  }

  @Test
  void anApiFileThatAKilledNodeLeftIsNoHindrance() throws IOException {
    Files.writeString(repo().resolve("api"), "/ip4/127.0.0.1/tcp/1/http");
    assertThat(run("list-shards").lines()).hasSize(1);

    Files.writeString(repo().resolve("api"), "nonsense");
    assertThat(run("list-shards").lines()).hasSize(1);
  }

  @Test
  void aNodeThatIsNamedAndNotThereIsTheWorldsFault() {
    bad("list-shards --api http://127.0.0.1:1", 74);
  }

  @Test
  void colourIsAsTheOptionSays() {
    assertThat(run("list-shards --color always").out()).contains("\u001b[32mAVAILABLE");
    assertThat(run("--color=always --help").out()).contains("\u001b[");
    assertThat(run("list-shards --color never").out()).doesNotContain("\u001b");
  }

  @Test
  void completionKnowsWhatIsNew() {
    assertThat(run("completion").out())
        .contains("recover-shard", "create-token", "--include-sealed", "serve", "new-plugin");
    assertThat(List.of("read", "write", "sign", "admin"))
        .allSatisfy(level -> assertThat(run("completion").out()).contains(level));
  }
}
