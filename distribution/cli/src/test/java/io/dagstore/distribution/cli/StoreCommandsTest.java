package io.dagstore.distribution.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StoreCommandsTest {
  private static final String ABSENT =
      "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e";

  @TempDir private Path folder;
  private Path site;
  private String root;

  @BeforeEach
  void pack() throws IOException {
    site = Site.make(folder);
    Files.createDirectories(folder.resolve("cars/old"));
    root = run("car create --no-wrap -o cars/site.car site").last();
    run("car create --no-wrap -o cars/old/deep.car site/deep");
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

  @Test
  void aFolderIsTakenWholeUnderThePathsBelowIt() {
    var lines = run("register-shard --json cars").lines();

    assertThat(lines).hasSize(2);
    for (var line : lines) {
      assertThat(Json.of(line).keySet())
          .containsExactly("key", "state", "blocks", "bytes", "error");
      assertThat(Json.of(line)).containsEntry("state", "AVAILABLE").containsEntry("error", "null");
    }
    assertThat(keys("list-shards --json")).containsExactly("old/deep", "site");
  }

  @Test
  void whatAnEngineNeedsThatIsNotAtHandIsTold() {
    assertThat(bad("rebuild-index --engine nonsense", 2).err()).contains("section [index]");
    assertThat(bad("rebuild-index --engine chronicle", 2).err()).contains("the JVM flags it needs");
  }

  @Test
  void aFolderMayBeTakenAgainAfterCarsWereAdded() {
    run("register-shard cars/site.car");

    run("register-shard cars");

    assertThat(keys("list-shards --json")).containsExactly("old/deep", "site");
  }

  @Test
  void manyFilesAreToldInTheirOrderAndWhatFailsAmongThem() throws IOException {
    var many = Files.createDirectory(folder.resolve("many"));
    Files.writeString(folder.resolve("no.car"), "this is no CAR");
    for (int i = 0; i < 600; i++) {
      var source = folder.resolve(i == 300 ? "no.car" : "cars/site.car");
      Files.copy(source, many.resolve(String.format("%04d.car", i)));
    }

    var run = bad("register-shard --json many", 65);

    assertThat(run.lines()).hasSize(600);
    assertThat(run.lines().stream().map(line -> Json.of(line).get("key"))).isSorted();
    assertThat(run.lines().stream().filter(line -> line.contains("AVAILABLE"))).hasSize(599);
    assertThat(run.err()).contains("0300.car").contains("1 of 600 files failed");
  }

  @Test
  void ofTwoFilesWithOneKeyTheFirstIsTaken() {
    for (int i = 0; i < 5; i++) {
      var run = bad("register-shard cars/site.car cars/../cars/old/../site.car", 1);
      assertThat(run.err()).contains("cars/old/../site.car").contains("1 of 2 files failed");
      run("destroy-shard site");
    }
  }

  @Test
  void aRunThatFindsAPartDoneSaysSoInOneLine() {
    run("register-shard --key old/deep cars/old/deep.car");

    assertThat(run("register-shard cars").err())
        .isEqualTo("resuming: 1 of 2 files are registered\n");
    assertThat(run("register-shard cars").err()).isEmpty();
  }

  @Test
  void filesThatAnEarlierRunHasDoneAreDone() {
    run("register-shard cars/site.car");

    var resumed = run("register-shard cars/site.car cars/old/deep.car");

    assertThat(resumed.err()).isEqualTo("resuming: 1 of 2 files are registered\n");
    assertThat(resumed.lines()).hasSize(2).allMatch(line -> line.contains("AVAILABLE"));
  }

  @Test
  void aKeyThatIsTakenIsANo() {
    run("register-shard --key k cars/site.car");

    bad("register-shard --key k cars/old/deep.car", 1);
  }

  @Test
  void listShowsWhatIsAskedFor() {
    run("register-shard --lazy cars/site.car");
    run("register-shard cars/old/deep.car");

    assertThat(keys("list-shards --json")).containsExactly("deep", "site");
    assertThat(keys("list-shards --json --state new")).containsExactly("site");
    assertThat(keys("list-shards --json --limit 1")).containsExactly("deep");
    assertThat(keys("list-shards --json --after deep")).containsExactly("site");
    assertThat(Json.of(run("list-shards --json").last()).keySet())
        .containsExactly("key", "state", "mount", "blocks", "bytes", "error");
    assertThat(run("list-shards").lines()).hasSize(2).anyMatch(l -> l.contains("AVAILABLE"));
  }

  @Test
  void lazyShardsAreIndexedWhenTold() {
    run("register-shard --lazy cars");
    bad("get-block " + root, 1);

    run("initialize-shard site");
    run("get-block " + root);
    assertThat(run("initialize-all").lines())
        .containsExactly("(1/1) old/deep STARTING", "(1/1) old/deep SUCCESS");

    assertThat(keys("list-shards --json --state available")).containsExactly("old/deep", "site");
  }

  @Test
  void lookupNamesEveryShardThatHoldsABlock() {
    run("register-shard cars");
    var shared = run("car root cars/old/deep.car").last();

    assertThat(run("lookup-shards " + shared).lines()).containsExactly("old/deep", "site");
    assertThat(run("lookup-shards --json " + root).out()).isEqualTo("{\"key\":\"site\"}\n");
    bad("lookup-shards " + ABSENT, 1);
  }

  @Test
  void everyBlockIsGotAsItStandsInTheCar() {
    run("register-shard cars");

    for (var cid : run("car list cars/site.car").lines()) {
      assertThat(run("get-block " + cid).bytes())
          .isEqualTo(run("car get-block cars/site.car " + cid).bytes());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"get-block", "show", "cat", "ls"})
  void anAbsentBlockIsANoAndIsNamed(String command) {
    run("register-shard cars");

    assertThat(bad(command + " " + ABSENT, 1).err()).contains(ABSENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"show", "cat", "ls"})
  void anAbsentPathIsANo(String command) {
    run("register-shard cars");

    assertThat(bad(command + " " + root + "/deep/nowhere", 1).err()).contains("nowhere");
  }

  @Test
  void catWritesAFileOrARangeOfIt() throws IOException {
    run("register-shard cars");
    var large = Files.readAllBytes(site.resolve("large.bin"));

    assertThat(run("cat " + root + "/note.txt").out()).isEqualTo(Site.TEXT);
    assertThat(run("cat " + root + "/large.bin").bytes()).isEqualTo(large);
    assertThat(run("cat --range 1048570:1048580 " + root + "/large.bin").bytes())
        .isEqualTo(Arrays.copyOfRange(large, 1048570, 1048581));
    bad("cat " + root + "/deep", 1);
  }

  @ParameterizedTest
  @CsvSource({"0:3,What", "43:*,anyone.", "-8:,anyone.", ":3,What", "43:-3,anyone", "400:500,''"})
  void rangesMayCountFromTheEnd(String range, String expected) {
    run("register-shard cars");

    var part = run("cat --range=" + range + " " + root + "/note.txt").out();

    assertThat(part.strip()).isEqualTo(expected);
  }

  @Test
  void lsNamesEntriesWithTypeAndSize() {
    run("register-shard cars");

    var lines = run("ls --json " + root).lines().stream().map(Json::of).toList();

    assertThat(lines)
        .allSatisfy(l -> assertThat(l.keySet()).containsExactly("name", "cid", "type", "size"));
    assertThat(lines)
        .extracting(l -> l.get("name") + " " + l.get("type") + " " + l.get("size"))
        .containsExactlyInAnyOrder(
            ".hidden file 7",
            "deep directory 0",
            "empty directory 0",
            "large.bin file 3145745",
            "link symlink 8",
            "note.txt file " + Site.TEXT.length(),
            "nothing file 0");
    assertThat(run("ls " + root + "/deep").out()).contains("same.txt", "er");
  }

  @Test
  void getWritesWhatWasPacked() throws IOException {
    run("register-shard cars");

    run("get " + root + " -o out");
    run("get " + root + "/note.txt -o one");

    assertThat(Site.contents(folder.resolve("out"))).isEqualTo(Site.contents(site));
    assertThat(folder.resolve("one/note.txt")).hasContent(Site.TEXT);
  }

  @Test
  void exportWritesTheWholeDagOrAPart() {
    run("register-shard cars");

    run("export " + root + " -o all.car");
    run("export --scope block " + root + " -o block.car");
    run("export --scope entity " + root + "/large.bin -o file.car");

    assertThat(run("car list all.car").lines())
        .containsExactlyInAnyOrderElementsOf(run("car list cars/site.car").lines())
        .startsWith(root);
    assertThat(run("car list block.car").lines()).containsExactly(root);
    assertThat(run("car list file.car").lines()).hasSize(1 + 1 + 4);
    run("car verify all.car");
  }

  @Test
  void exportToStandardOutputIsTheSameCar() throws IOException {
    run("register-shard cars");

    run("export " + root + " -o all.car");

    assertThat(run("export " + root + " -o -").bytes())
        .isEqualTo(Files.readAllBytes(folder.resolve("all.car")));
  }

  @Test
  void aMissingBlockLeavesNoHalfFile() {
    var leaf = run("car list cars/site.car").lines().getFirst();
    Run.in(
            folder,
            leaf.getBytes(UTF_8),
            "car filter --inverse cars/site.car partial.car".split(" ", -1))
        .good();
    run("register-shard partial.car");

    assertThat(bad("export " + root + " -o out.car", 1).err()).contains(leaf);
    assertThat(folder.resolve("out.car")).doesNotExist();
    assertThat(bad("get " + root + " -o out", 1).err()).contains(leaf);
  }

  @Test
  void showTellsWhatABlockHoldsInAnyCodec() {
    run("register-shard cars");
    var bytes = run("get-block " + root).bytes();

    assertThat(run("show " + root).out()).startsWith("{\"Data\":{\"/\":{\"bytes\":");
    assertThat(run("show --codec dag-pb " + root).bytes()).isEqualTo(bytes);
    assertThat(run("show --codec raw " + root).bytes()).isEqualTo(bytes);
    assertThat(run("show --codec dag-json " + root).bytes())
        .isNotEmpty()
        .isEqualTo(run("show " + root).out().strip().getBytes(UTF_8));
    assertThat(run("show --codec raw " + root + "/note.txt").out()).isEqualTo(Site.TEXT);
    bad("show --codec dag-pb " + root + "/note.txt", 1);
  }

  @Test
  void destroyLeavesNothingAndForgetsNoOther() {
    run("register-shard cars");

    run("destroy-shard site");

    assertThat(keys("list-shards --json")).containsExactly("old/deep");
    bad("get-block " + root, 1);
    assertThat(folder.resolve("cars/site.car")).exists();
    bad("destroy-shard site", 1);
    run("register-shard --key site cars/site.car");
    run("get-block " + root);
  }

  @ParameterizedTest
  @ValueSource(strings = {"list-shards", "get-block " + ABSENT, "lookup-shards " + ABSENT})
  void readingWhereNoRepositoryIsSaysSo(String line) {
    var run = bad(line, 74);

    assertThat(run.err()).contains(folder.resolve("repo").toString(), "dagstore init");
    assertThat(folder.resolve("repo")).doesNotExist();
  }

  @Test
  void initMakesAnEmptyRepositoryOnceOrTwice() {
    assertThat(run("init").last()).isEqualTo(folder.resolve("repo").toString());
    assertThat(run("init").last()).isEqualTo(folder.resolve("repo").toString());
    assertThat(run("list-shards").out()).isEmpty();
  }

  @Test
  void aBadFileIsListedLastAndTheOthersAreTaken() throws IOException {
    Files.writeString(folder.resolve("cars/bad.car"), "this is no CAR");

    var run = bad("register-shard --json cars", 65);

    assertThat(run.lines()).hasSize(3);
    assertThat(run.err()).contains("cars/bad.car", "1 of 3 files failed");
    assertThat(keys("list-shards --json --state available")).containsExactly("old/deep", "site");
    assertThat(keys("list-shards --json --state errored")).containsExactly("bad");
  }

  @Test
  void aRepositoryThatIsWrittenElsewhereIsBusy() throws IOException {
    run("init");
    try (var _ = LocalRepo.at(folder.resolve("repo"))) {
      bad("register-shard cars", 75);
      bad("list-shards", 75);
    }
    run("register-shard cars");
  }

  private List<String> keys(String line) {
    return run(line).lines().stream().map(l -> String.valueOf(Json.of(l).get("key"))).toList();
  }
}
