package io.dagstore.distribution.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.distribution.runtime.Node;
import io.dagstore.distribution.runtime.NodeSetup;
import io.dagstore.distribution.runtime.plugin.Plugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every command of the repository does the same work with a node and without one. */
@Timeout(120)
final class BothWaysTest {
  private static final Pattern TIME = Pattern.compile("20\\d\\d-\\d\\d-\\d\\dT[0-9:.]+Z");

  private static final String ABSENT =
      "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e";

  @TempDir private Path folder;
  private Path alone;
  private Path served;
  private Node node;
  private String root = "";

  @BeforeEach
  void pack() throws IOException {
    alone = Files.createDirectories(folder.resolve("alone"));
    served = Files.createDirectories(folder.resolve("served"));
    for (var place : List.of(alone, served)) {
      Site.make(place);
      Files.createDirectories(place.resolve("cars/old"));
      root = Run.in(place, words("car create --no-wrap -o cars/site.car site")).good().last();
      Run.in(place, words("car create --no-wrap -o cars/old/deep.car site/deep")).good();
      Files.writeString(place.resolve("bad.car"), "this is no CAR");
    }
    Run.in(alone, "init").good();
    node = start(served.resolve("repo"));
  }

  static Node start(Path repo) throws IOException {
    var plugins = Plugin.ofServiceLoader(BothWaysTest.class.getClassLoader());
    return Node.start(NodeSetup.of(repo).plugins(plugins));
  }

  @AfterEach
  void stop() throws IOException {
    node.close();
  }

  private static String[] words(String line) {
    return line.split(" ", -1);
  }

  /** What one place answered, without the place's own name and the time of its own. */
  private record Answer(String line, int code, String out, String err) {
    static Answer of(Path place, String line) {
      var run = Run.in(place, words(line));
      return new Answer(
          line,
          run.code(),
          TIME.matcher(run.out().replace(place.toString(), "HERE")).replaceAll("THEN"),
          run.err().replace(place.toString(), "HERE"));
    }
  }

  private Answer both(String line) {
    var filled = line.replace("ROOT", root).replace("ABSENT", ABSENT);
    var there = Answer.of(served, filled);
    assertThat(there).isEqualTo(Answer.of(alone, filled));
    assertThat(there.err()).doesNotContain("\tat ");
    return there;
  }

  private List<Integer> codes(String... lines) {
    var codes = new ArrayList<Integer>();
    for (var line : lines) {
      codes.add(both(line).code());
    }
    return codes;
  }

  @Test
  void shardsAreRegisteredAndListed() {
    assertThat(
            codes(
                "init",
                "register-shard cars",
                "register-shard --json cars",
                "register-shard --key k cars/site.car",
                "list-shards",
                "list-shards --json",
                "list-shards --state available --limit 1",
                "list-shards --after k --json",
                "list-shards --state new"))
        .containsOnly(0);
    assertThat(
            codes("register-shard --key k cars/site.car", "register-shard --json --key k bad.car"))
        .containsOnly(1);
    assertThat(both("register-shard nowhere.car").code()).isEqualTo(74);
    assertThat(both("register-shard --key u nonsense:///a.car").code()).isEqualTo(2);
  }

  @Test
  void aGoDagstoreIsTakenOver() throws IOException {
    for (var place : List.of(alone, served)) {
      Files.writeString(
          place.resolve("go.ndjson"),
          """
          {"datastore_key":"/dagstore/k","record":{"k":"k","u":"file://site.car","t":"","s":2}}
          """);
    }

    assertThat(
            codes(
                "import-go go.ndjson --cars cars",
                "import-go --json go.ndjson --cars cars",
                "list-shards --json",
                "get-block ROOT"))
        .containsOnly(0);
  }

  @Test
  void blocksAndFilesAreRead() throws IOException {
    both("register-shard cars");

    assertThat(
            codes(
                "get-block ROOT",
                "show ROOT",
                "show --codec dag-pb ROOT",
                "ls ROOT",
                "ls --json ROOT/deep",
                "cat ROOT/note.txt",
                "cat ROOT/large.bin",
                "cat --range 100000:2000000 ROOT/large.bin",
                "get ROOT -o out",
                "get --json ROOT/note.txt -o one",
                "export ROOT -o -",
                "export --scope entity ROOT/large.bin -o file.car",
                "lookup-shards ROOT",
                "lookup-shards --json ROOT",
                "lookup-pieces ROOT",
                "lookup-pieces --json ROOT"))
        .containsOnly(0);
    assertThat(Site.contents(served.resolve("out")))
        .isEqualTo(Site.contents(alone.resolve("site")));
    assertThat(
            codes(
                "get-block ABSENT",
                "cat ABSENT",
                "ls ABSENT",
                "show ABSENT",
                "get ABSENT",
                "export ABSENT -o x.car",
                "lookup-shards ABSENT",
                "lookup-pieces ABSENT",
                "cat ROOT/nowhere",
                "cat ROOT/deep"))
        .containsOnly(1);
  }

  @Test
  void blocksAreExplained() {
    both("register-shard cars");
    for (var place : List.of(alone, served)) {
      var run = Run.in(place, words("explain --json " + root + "/deep/same.txt")).good();
      assertThat(run.lines().stream().filter(line -> line.endsWith("\"served\":true}"))).hasSize(3);
    }
    assertThat(codes("explain ABSENT", "explain --json ABSENT/x")).containsOnly(1);
  }

  @Test
  void aBlockThatDecayedIsToldWithItsPlace() throws IOException {
    both("register-shard cars/site.car");
    for (var place : List.of(alone, served)) {
      var car = place.resolve("cars/site.car");
      var bytes = Files.readAllBytes(car);
      bytes[bytes.length / 2] ^= 1;
      Files.write(car, bytes);
    }

    assertThat(both("cat ROOT/large.bin").code()).isEqualTo(65);
  }

  @Test
  void shardsAreIndexedRecoveredAndDestroyed() throws IOException {
    assertThat(
            codes(
                "register-shard --lazy cars",
                "initialize-shard site",
                "initialize-shard --json site"))
        .containsOnly(0);
    assertThat(both("initialize-all --concurrency 1").out())
        .isEqualTo("(1/1) old/deep STARTING\n(1/1) old/deep SUCCESS\n");
    assertThat(both("initialize-all --include-sealed --json").out()).isEmpty();
    assertThat(both("register-shard bad.car").code()).isEqualTo(65);
    assertThat(codes("list-shards --state errored", "gc", "gc --json")).containsOnly(0);
    assertThat(codes("shard-info bad", "shard-info site", "shard-info --json bad")).containsOnly(0);
    assertThat(codes("shard-info nowhere")).containsOnly(1);
    assertThat(both("recover-shard bad").code()).isEqualTo(65);
    assertThat(both("initialize-shard bad").code()).isEqualTo(65);
    assertThat(codes("recover-shard site", "recover-shard nowhere", "destroy-shard nowhere"))
        .containsOnly(1);
    for (var place : List.of(alone, served)) {
      Files.write(place.resolve("bad.car"), Files.readAllBytes(place.resolve("cars/site.car")));
    }
    assertThat(codes("recover-shard bad", "destroy-shard --json bad site", "list-shards"))
        .containsOnly(0);
  }

  @Test
  void bulkWorkThatFailsEndsTheSameWay() {
    both("register-shard --lazy bad.car");
    both("register-shard --lazy cars/site.car");

    assertThat(both("initialize-all --concurrency 1").code()).isEqualTo(65);
  }

  @Test
  void theInvertedIndexIsMadeAnew() {
    both("register-shard cars");

    // How often it tells how far it is depends on the time it takes.
    for (var place : List.of(alone, served)) {
      assertThat(Run.in(place, words("rebuild-index")).good().last()).isEqualTo("(2/2) shards");
      assertThat(Run.in(place, words("rebuild-index --engine segments --json")).good().last())
          .isEqualTo("{\"done\":2,\"total\":2}");
      assertThat(place.resolve("repo/inverted-3.segments")).isDirectory();
      assertThat(place.resolve("repo/inverted")).doesNotExist();
    }
    assertThat(both("rebuild-index --engine nonsense").code()).isEqualTo(2);
    assertThat(codes("lookup-shards ROOT", "cat ROOT/note.txt")).containsOnly(0);
  }

  @Test
  void wrongUsageIsWrongEverywhere() {
    assertThat(
            codes(
                "list-shards --limit 0",
                "get-block nonsense",
                "destroy-shard",
                "initialize-all --concurrency -1",
                "journal --since yesterday",
                "auth create-token --perm nonsense"))
        .containsOnly(2);
  }

  @Test
  void theJournalTellsTheSameStory() {
    both("register-shard cars/site.car");
    both("destroy-shard site");

    assertThat(story(served)).isEqualTo(story(alone)).contains("registered", "destroyed");
  }

  /** The story of shards: nodes have more to tell, and a time of their own. */
  private static List<String> story(Path place) {
    return Run.in(place, words("journal --system dagstore --json")).good().lines().stream()
        .map(Json::of)
        .filter(event -> String.valueOf(event.get("data")).contains("site"))
        .map(event -> String.valueOf(event.get("event")))
        .toList();
  }

  @Test
  void tokensAreMadeAndUnderstood() {
    for (var place : List.of(alone, served)) {
      var token = Run.in(place, words("auth create-token --perm write")).good().last();
      assertThat(Run.in(place, "auth", "info", token).good().out()).isEqualTo("read write\n");
      assertThat(Run.in(place, "auth", "info", token + "x").code()).isEqualTo(1);
      assertThat(Run.in(place, "auth", "info").good().out()).isEqualTo("admin read sign write\n");
    }
  }
}
