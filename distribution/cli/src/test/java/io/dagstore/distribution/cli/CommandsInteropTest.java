package io.dagstore.distribution.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command on CARs that others wrote, against what their tests say of them. */
@Tag("interop")
final class CommandsInteropTest {
  private static final String CAR = "go-car/v2/testdata/";
  private static final String CLI = "go-car/cmd/car/testdata/inputs/";
  private static final String SAMPLE_ROOT =
      "bafy2bzaced4ueelaegfs5fqu4tzsh6ywbbpfk3cxppupmxfdhbpbhzawfw5oy";

  /** Files that are broken on purpose, or no CAR but its index. */
  private static final Set<String> BROKEN =
      Set.of(
          "sample-rootless-v42.car",
          "sample-corrupt-pragma.car",
          "badheaderlength.car",
          "sample-v1-with-zero-len-section.car");

  @TempDir private Path folder;

  private static Path fixtures() {
    var name =
        Optional.ofNullable(System.getenv("DAGSTORE_FIXTURES"))
            .or(() -> Optional.ofNullable(System.getProperty("DAGSTORE_FIXTURES")))
            .orElseThrow(
                () -> new AssertionError("DAGSTORE_FIXTURES: expected the folder, got none"));
    return Path.of(name);
  }

  private Run run(String line) {
    return Run.in(folder, line.replace("@", fixtures() + "/").split(" ", -1));
  }

  private Run good(String line) {
    return run(line).good();
  }

  @Test
  void inspectSaysOfTheSampleWhatItsAuthorsSay() {
    for (var name : List.of("sample-v1.car", "sample-wrapped-v2.car")) {
      assertThat(good("car inspect @" + CAR + name).out())
          .contains(
              "Roots: " + SAMPLE_ROOT,
              "Root blocks present in data: Yes",
              "Block count: 1049",
              "block length (bytes): 1 / 417 / 1342",
              "CID length (bytes): 14 / 37 / 38",
              "\traw: 6\n\tdag-cbor: 1043\n",
              "\tidentity: 6\n\tblake2b-256: 1043\n");
    }
    assertThat(good("car inspect @" + CAR + "sample-wrapped-v2.car").out())
        .contains("Data offset: 51\nData (payload) length: 479907\nIndex offset: 479958\n");
  }

  @Test
  void wrapAndUnwrapAreThoseOfGo() {
    good("car wrap @" + CAR + "sample-v1.car wrapped.car");
    good("car unwrap @" + CAR + "sample-wrapped-v2.car one.car");
    good("car detach-index @" + CAR + "sample-wrapped-v2.car a.idx");
    good("car index create @" + CAR + "sample-v1.car b.idx");

    assertThat(folder.resolve("wrapped.car"))
        .hasSameBinaryContentAs(fixtures().resolve(CAR + "sample-wrapped-v2.car"));
    assertThat(folder.resolve("one.car"))
        .hasSameBinaryContentAs(fixtures().resolve(CAR + "sample-v1.car"));
    assertThat(folder.resolve("a.idx")).hasSameBinaryContentAs(folder.resolve("b.idx"));
  }

  @Test
  void getBlockIsThatOfGo() throws IOException {
    var cid = "bafy2bzacebohz654namrgmwjjx4qmtwgxixsd7pn4tlanyrc3g3hwj75hlxrw";
    var expected = Files.readAllBytes(fixtures().resolve(CLI + cid + ".block"));

    good("register-shard --key sample @" + CAR + "sample-v1.car");

    assertThat(good("car get-block @" + CAR + "sample-v1.car " + cid).bytes()).isEqualTo(expected);
    assertThat(good("get-block " + cid).bytes()).isEqualTo(expected);
    assertThat(good("lookup-shards " + cid).out()).isEqualTo("sample\n");
  }

  @Test
  void listHasTheOffsetsOfTheSpecification() throws IOException {
    var place = "ipld/specs/transport/car/fixture/carv1-basic/carv1-basic";
    var facts = Files.readString(fixtures().resolve(place + ".json")).replaceAll("\\s", "");

    for (var line : good("car list --json @" + place + ".car").lines()) {
      var block = Json.of(line);
      assertThat(facts)
          .contains(block.get("cid"))
          .contains("\"offset\":" + block.get("section"))
          .contains("\"blockOffset\":" + block.get("offset"));
    }
  }

  @Test
  void filterAndExtractDoWhatTheGoToolDoes() throws IOException {
    var cids =
        """
        QmazwWa2vNLpy6WDBMjx7neWMbmn2oi9LQzCjan4kcGjBX
        QmVKt1VVkgfYcbSZqLD9sxZAkDpbH3L7RM6mJ6LHbkj5Bm
        """;
    Files.write(folder.resolve("cids"), cids.getBytes(UTF_8));
    var simple = "@" + CLI + "simple-unixfs.car ";

    good("car filter --cid-file cids " + simple + "two.car");
    good("car filter --inverse --cid-file cids " + simple + "twenty.car");

    assertThat(good("car list two.car").lines()).hasSize(2);
    assertThat(good("car list twenty.car").lines()).hasSize(20);
    assertThat(good("car extract " + simple + "-o all").err()).contains("extracted 9 file(s)");
    assertThat(good("car extract " + simple + "-o b b").err()).contains("extracted 3 file(s)");
    assertThat(folder.resolve("all/b/5/E.txt")).exists();
  }

  @Test
  void aPartialHamtGivesWhatItHas() {
    var run = good("car extract @" + CLI + "wikipedia-cryptographic-hash-function.car -o out");

    assertThat(run.err()).contains("extracted 1 file(s)", "570 unknown sharded entries");
  }

  @Test
  void paddedPiecesEndAtTheFirstZeroWhereToldSo() {
    var padded = CAR + "sample-v1-with-zero-len-section.car";

    assertThat(run("car list @" + padded).code()).isEqualTo(65);
    assertThat(good("car list --zero-as-end @" + padded).lines()).hasSize(1049);
    assertThat(good("register-shard --key p @" + padded).out()).contains("1,049 blocks");
  }

  @Test
  void brokenFilesAreCorrupt() {
    for (var name :
        List.of(
            CAR + "sample-rootless-v42.car",
            CAR + "sample-corrupt-pragma.car",
            CLI + "badheaderlength.car")) {
      for (var command : List.of("inspect", "list", "root", "verify", "extract")) {
        var run = run("car " + command + " @" + name);
        assertThat(run.code()).as(command + " " + name).isEqualTo(65);
        assertThat(run.err()).hasLineCount(1);
      }
    }
  }

  @Test
  void everyOtherCarIsListedRegisteredAndShown() throws IOException {
    var count = 0;
    List<Path> cars;
    try (var files = Files.walk(fixtures())) {
      cars = files.filter(f -> f.toString().endsWith(".car")).sorted().toList();
    }
    for (var car : cars) {
      if (BROKEN.contains(car.getFileName().toString())) {
        continue;
      }
      var name = fixtures().relativize(car).toString().replace(".car", "");
      var file = car.toString();
      var blocks = Run.in(folder, "car", "list", file).good().lines().size();
      var out = Run.in(folder, "register-shard", "--json", "--key", name, file).good().last();
      assertThat(Json.of(out)).as(name).containsEntry("blocks", Integer.toString(blocks));
      count++;
    }
    assertThat(good("list-shards").lines()).hasSize(count);
    System.out.println("fixtures read: " + cars.size() + " (CAR files, by the command line)");
  }
}
