package io.dagstore.distribution.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.testkit.SampleCar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of every kind are damaged by hand; the doctor names it, and repairs what can be. */
final class DoctorCommandTest {
  /** Enough blocks for an index file of its own. */
  private static final SampleCar LARGE = SampleCar.small(1500, 1);

  private static final SampleCar SMALL = SampleCar.small(20, 2);

  @TempDir private Path folder;

  @BeforeEach
  void registerTwo() throws IOException {
    Files.createDirectories(folder.resolve("cars"));
    LARGE.writeTo(folder.resolve("cars/large.car"));
    SMALL.writeTo(folder.resolve("cars/small.car"));
    run("register-shard cars").good();
  }

  private Run run(String line) {
    return Run.in(folder, line.split(" ", -1));
  }

  private Path repo(String path) {
    return folder.resolve("repo").resolve(path);
  }

  /** The one file below this folder of the repository whose name ends so. */
  private Path only(String below, String ending) throws IOException {
    try (var files = Files.walk(repo(below))) {
      return files.filter(file -> file.toString().endsWith(ending)).findFirst().orElseThrow();
    }
  }

  private static void flip(Path file, int fromEnd) throws IOException {
    var bytes = Files.readAllBytes(file);
    bytes[bytes.length - fromEnd] ^= 1;
    Files.write(file, bytes);
  }

  private Run examined(String how, int code, String... invariants) {
    var run = run("doctor --json" + how);
    assertThat(run.code()).as(run.out() + run.err()).isEqualTo(code);
    var findings = run.lines().subList(0, run.lines().size() - 1);
    assertThat(findings.stream().map(line -> Json.of(line).get("invariant")).distinct())
        .containsExactlyInAnyOrder(invariants);
    return run;
  }

  private void assertMends(String invariant) throws IOException {
    var before = Site.contents(folder);
    examined("", 65, invariant);
    assertThat(Site.contents(folder)).isEqualTo(before);

    var mended = examined(" --fix", 0, invariant);
    assertThat(Json.of(mended.last())).containsEntry("clean", "true");
    assertServesAll();
  }

  private void assertServesAll() {
    examined(" --deep", 0);
    for (var block : List.of(LARGE.block(0), LARGE.block(1499), SMALL.block(19))) {
      assertThat(run("get-block " + block.cid()).good().bytes()).isEqualTo(block.data());
    }
  }

  private void assertStays(String how, String invariant) {
    examined(how, 65, invariant);
    var tried = examined(how + " --fix", 65, invariant);
    assertThat(Json.of(tried.lines().getFirst())).containsEntry("repaired", "false");
    examined(how, 65, invariant);
  }

  @Test
  void findsNothingInASoundRepositoryAndWritesNothing() throws IOException {
    var before = Site.contents(folder);

    assertThat(run("doctor").good().out()).isEqualTo("clean: 2 shards\n");
    assertThat(run("doctor --deep").good().out()).startsWith("clean: 2 shards, 1,520 blocks, ");

    assertThat(Site.contents(folder)).isEqualTo(before);
    assertThat(run("doctor --fix").good().out()).isEqualTo("clean: 2 shards\n");
  }

  @Test
  void tellsInALineWhatIsBrokenAndWhatHelps() throws IOException {
    Files.delete(folder.resolve("cars/small.car"));

    var run = run("doctor");

    assertThat(run.code()).isEqualTo(65);
    assertThat(run.lines().getFirst())
        .startsWith("FOUND mount-there of small: file:///")
        .endsWith("got nothing; put the CAR back, or destroy the shard");
    assertThat(run.last()).isEqualTo("1 finding, 1 not repaired: 2 shards");
    assertThat(run.err()).contains("doctor --fix");
  }

  @Test
  void printsObjectsForPrograms() throws IOException {
    Files.delete(only("index", ".blocks"));

    var run = examined("", 65, "shard-index-there");

    assertThat(Json.of(run.lines().getFirst()).keySet())
        .containsExactly("invariant", "key", "where", "expected", "got", "remedy", "repaired");
    assertThat(Json.of(run.last()).keySet())
        .containsExactly(
            "clean",
            "shards",
            "underway",
            "unreachable",
            "blocks",
            "bytes",
            "unverifiable",
            "findings",
            "repaired");
  }

  @Test
  void mendsAFlippedBitInAnIndexFile() throws IOException {
    flip(only("index", "large.blocks"), 200);
    assertMends("shard-index-sound");
  }

  @Test
  void mendsALostIndexFile() throws IOException {
    Files.delete(only("index", "large.blocks"));
    assertMends("shard-index-there");
  }

  @Test
  void mendsAFlippedBitInASegment() throws IOException {
    flip(only("inverted", ".segment"), 200);
    assertMends("inverted-sound");
  }

  @Test
  void mendsAFlippedBitInTheManifest() throws IOException {
    flip(repo("inverted/manifest"), 30);
    assertMends("inverted-sound");
  }

  @Test
  void mendsALostInvertedIndex() throws IOException {
    try (var files = Files.list(repo("inverted"))) {
      for (var file : files.toList()) {
        Files.delete(file);
      }
    }
    assertMends("inverted-shards");
  }

  @Test
  void removesFilesThatNobodyOwns() throws IOException {
    SampleCar.small(1500, 3).writeTo(folder.resolve("stray.car"));
    run("register-shard stray.car").good();
    var index = only("index", "stray.blocks");
    var kept = Files.readAllBytes(index);
    run("destroy-shard stray").good();
    Files.write(index, kept);
    var segment = Files.copy(only("inverted", ".segment"), repo("inverted/999.segment"));
    var unfinished = Files.createFile(repo("index/.unfinished/.dagstore-1.tmp"));

    assertThat(examined("", 65, "files-owned").lines()).hasSize(4);
    assertMends("files-owned");

    assertThat(List.of(index, segment, unfinished)).noneMatch(Files::exists);
  }

  @Test
  void namesRecordsThatCannotBeRead() throws IOException {
    Files.write(repo("records/records.mv"), new byte[8192]);
    assertStays("", "records-file");
  }

  @Test
  void namesAnIndexFolderOfAnotherVersion() throws IOException {
    Files.writeString(repo("index/.version"), "7");
    assertStays("", "shard-index-sound");
  }

  @Test
  void namesACarThatWasCutShort() throws IOException {
    var car = folder.resolve("cars/small.car");
    Files.write(car, Arrays.copyOf(Files.readAllBytes(car), 300));
    assertStays("", "mount-size");
  }

  @Test
  void namesABlockWhoseBytesHaveChanged() throws IOException {
    flip(folder.resolve("cars/large.car"), 1);
    examined("", 0);
    assertStays(" --deep", "blocks-sound");
    assertThat(run("get-block " + LARGE.root()).code()).isZero();
    assertThat(run("get-block " + LARGE.block(1499).cid()).code()).isEqualTo(65);
  }

  @Test
  void namesACarThatWasReplaced() throws IOException {
    var other = new SampleCar(20, 50, 50, 5);
    var mine = new SampleCar(20, 50, 50, 6);
    mine.writeTo(folder.resolve("cars/small.car"));
    run("destroy-shard small").good();
    run("register-shard cars").good();
    other.writeTo(folder.resolve("cars/small.car"));

    examined("", 0);
    examined(" --deep", 65, "index-true");
    examined(" --deep --fix", 0, "index-true");
    assertThat(run("get-block " + other.root()).good().bytes()).isEqualTo(other.block(0).data());
  }

  @Test
  void isNotLetToWhatIsNotThere() {
    var run = run("--repo " + folder.resolve("nowhere") + " doctor --fix");

    assertThat(run.code()).isEqualTo(74);
    assertThat(folder.resolve("nowhere")).doesNotExist();
  }

  @Test
  void waitsItsTurnBehindWhoeverWrites() throws IOException {
    try (var _ = LocalRepo.at(folder.resolve("repo"))) {
      var run = run("doctor");

      assertThat(run.code()).isEqualTo(75);
      assertThat(Optional.of(run.err()))
          .hasValueSatisfying(err -> assertThat(err).contains("hint: "));
    }
  }
}
