package io.dagstore.distribution.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.testkit.SampleCar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code import-go} over exported records; the room {@code distribution/gostore} tests the rest.
 */
final class ImportGoTest {
  @TempDir Path folder;

  @BeforeEach
  void twoCars() throws IOException {
    Files.createDirectories(folder.resolve("cars"));
    SampleCar.small(5, 1).writeTo(folder.resolve("cars/a.car"));
    SampleCar.small(7, 2).writeTo(folder.resolve("cars/b.car"));
  }

  @Test
  void everyShardHasALineAndTheEndASummary() throws IOException {
    records(record("a", "file://a.car", 2), record("b", "fs://b.car?path=b.car", 3));

    assertThat(run().good().lines())
        .hasSize(3)
        .satisfies(lines -> {
          assertThat(lines.get(0)).startsWith("a  imported  AVAILABLE  5 blocks");
          assertThat(lines.get(1)).startsWith("b  imported  AVAILABLE  7 blocks");
          assertThat(lines.get(2)).isEqualTo("2 shards imported");
        });
    assertThat(run().good().lines().getLast()).isEqualTo("0 shards imported, 2 there already");
    assertThat(Run.in(folder, "list-shards").good().lines()).hasSize(2);
  }

  @Test
  void jsonSaysTheSameToPrograms() throws IOException {
    records(record("a", "file://a.car", 2), record("gone", "file://gone.car", 240));

    var lines = run("--json").good().lines();

    assertThat(Json.of(lines.get(0)).keySet())
        .containsExactly(
            "key",
            "outcome",
            "state",
            "mount",
            "blocks",
            "bytes",
            "from_copy",
            "go_state",
            "go_error",
            "index",
            "difference",
            "error");
    assertThat(Json.of(lines.get(1)))
        .containsEntry("outcome", "imported")
        .containsEntry("state", "ERRORED")
        .containsEntry("go_state", "Errored")
        .containsEntry("go_error", "why");
    assertThat(Json.of(lines.getLast()))
        .containsEntry("imported", "2")
        .containsEntry("indices_differing", "0");
  }

  @Test
  void whatIsMissingIsTheWorldsFault() throws IOException {
    records(record("a", "file://a.car", 2), record("gone", "file://gone.car", 2));

    var run = run();

    assertThat(run.code()).isEqualTo(74);
    assertThat(run.lines().get(1)).contains("gone  failed", "no such file", "cars/gone.car");
    assertThat(run.last()).isEqualTo("1 shard imported, 1 failed");
  }

  @Test
  void aMountThatNobodyKnowsIsTheWorldsFaultToo() throws IOException {
    records(record("a", "lotus://baga6ea4seaq", 2));

    assertThat(run().code()).isEqualTo(74);
  }

  @Test
  void whatIsNoRecordIsTold() throws IOException {
    records("{\"datastore_key\":\"/dagstore/x\",\"record\":{}}", record("a", "file://a.car", 2));

    var run = run();

    assertThat(run.code()).isEqualTo(65);
    assertThat(run.lines().getFirst()).startsWith("/dagstore/x  undecodable");
    assertThat(run.last()).isEqualTo("1 shard imported, 1 undecodable");
  }

  @Test
  void whatIsNoGoDagstoreIsTold() {
    var run = Run.in(folder, "import-go", "cars");

    assertThat(run.code()).isEqualTo(74);
    assertThat(run.err()).contains("cars", "datastore/");
  }

  private Run run(String... more) {
    var words = new ArrayList<>(List.of(more));
    words.addAll(List.of("import-go", "records.ndjson", "--cars", "cars"));
    return Run.in(folder, words.toArray(String[]::new));
  }

  private void records(String... lines) throws IOException {
    Files.write(folder.resolve("records.ndjson"), List.of(lines));
  }

  private static String record(String key, String mount, int state) {
    return """
    {"datastore_key":"/dagstore/%1$s","record":{"k":"%1$s","u":"%2$s","t":"","s":%3$d,"l":false,"e":"why"}}\
    """
        .formatted(key, mount, state);
  }
}
