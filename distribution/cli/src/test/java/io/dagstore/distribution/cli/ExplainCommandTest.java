package io.dagstore.distribution.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.testkit.SampleCar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repository is broken by hand; explain names the step and what to do. */
final class ExplainCommandTest {
  private static final SampleCar LARGE = SampleCar.small(1500, 1);
  private static final String CID = LARGE.block(700).cid().toString();
  private static final String ABSENT =
      "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e";

  @TempDir private Path folder;

  @BeforeEach
  void register() throws IOException {
    Files.createDirectories(folder.resolve("cars"));
    LARGE.writeTo(folder.resolve("cars/large.car"));
    run("register-shard cars").good();
  }

  private Run run(String line) {
    return Run.in(folder, line.split(" ", -1));
  }

  private Path index() throws IOException {
    try (var files = Files.walk(folder.resolve("repo/index"))) {
      return files.filter(file -> file.toString().endsWith(".blocks")).findFirst().orElseThrow();
    }
  }

  private void fails(int code, String line) {
    var run = run("explain " + CID);
    assertThat(run.code()).as(run.out() + run.err()).isEqualTo(code);
    assertThat(run.lines().get(run.lines().size() - 2)).startsWith(line).contains("; ");
    assertThat(run.last()).isEqualTo(CID + " not served");
  }

  @Test
  void goesThroughEachStepOfABlockThatIsServed() {
    var run = run("explain " + CID).good();

    assertThat(run.lines())
        .extracting(line -> line.split(":", 2)[0])
        .containsExactly(
            "OK      identity",
            "OK      inverted-index",
            "OK      shard of large",
            "OK      mount of large",
            "OK      shard-index of large",
            "OK      cid of large",
            "OK      hash of large",
            "OK      policy of large",
            CID + " served");
  }

  @Test
  void printsObjectsForPrograms() {
    var run = run("explain --json " + CID).good();

    assertThat(Json.of(run.lines().getFirst()).keySet())
        .containsExactly("cid", "check", "key", "outcome", "found", "remedy");
    assertThat(Json.of(run.last())).containsEntry("cid", CID).containsEntry("served", "true");
    var absent = run("explain --json " + ABSENT);
    assertThat(absent.code()).isEqualTo(1);
    assertThat(Json.of(absent.lines().get(1)))
        .containsEntry("check", "inverted-index")
        .containsEntry("outcome", "no")
        .containsEntry("remedy", "register a CAR that holds it");
  }

  @Test
  void tellsOfACarThatIsGone() throws IOException {
    Files.delete(folder.resolve("cars/large.car"));
    fails(74, "FAILED  mount of large: file:///");
  }

  @Test
  void tellsOfACarOfAnotherSize() throws IOException {
    Files.writeString(folder.resolve("cars/large.car"), "short");
    fails(65, "CORRUPT mount of large: file:///");
  }

  @Test
  void tellsOfALostShardIndex() throws IOException {
    Files.delete(index());
    fails(1, "NO      shard-index of large: it is gone");
  }

  @Test
  void tellsOfADamagedShardIndex() throws IOException {
    var bytes = Files.readAllBytes(index());
    for (int i = 100; i < bytes.length - 100; i++) {
      bytes[i] ^= 1;
    }
    Files.write(index(), bytes);
    fails(65, "CORRUPT shard-index of large: ");
  }

  @Test
  void tellsOfBytesThatChanged() throws IOException {
    var car = folder.resolve("cars/large.car");
    var bytes = Files.readAllBytes(car);
    for (int i = 1000; i < bytes.length; i++) {
      bytes[i] ^= 1;
    }
    Files.write(car, bytes);
    fails(65, "CORRUPT cid of large: ");
  }

  @Test
  void followsAPathUpToTheFirstBlockThatIsNotServed() throws IOException {
    Site.make(folder);
    var root = run("car create --no-wrap -o site.car site").good().last();
    run("register-shard site.car").good();
    var served = run("explain " + root + "/deep/same.txt").good();
    assertThat(served.lines().stream().filter(line -> line.endsWith(" served"))).hasSize(3);
    assertThat(run("explain " + root + "/deep/none").code()).isEqualTo(1);

    run("destroy-shard site").good();
    assertThat(run("explain " + root + "/note.txt").code()).isEqualTo(1);
    assertThat(run("explain bafkqabtimvwgy3yk").good().lines())
        .isEqualTo(
            List.of(
                "OK      identity: yes: its 6 bytes stand in the CID itself",
                "bafkqabtimvwgy3yk served"));
  }
}
