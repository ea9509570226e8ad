package io.dagstore.distribution.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BadInputTest {
  private static final String ONE_BLOCK =
      "11a265726f6f7473806776657273696f6e01"
          + "2e0155122001d448afd928065458cf670b60f5a594d735af0172c8d67f22a81680132681ca"
          + "00000000000000000000";

  @TempDir private Path folder;

  @BeforeEach
  void pack() throws IOException {
    Site.make(folder);
    Run.in(folder, "car", "create", "--no-wrap", "-o", "good.car", "site").good();
  }

  private Run bad(int code, String line) {
    var run = Run.in(folder, line.split(" ", -1));
    assertThat(run.code()).as(line + ": " + run.err()).isEqualTo(code);
    assertThat(run.err()).contains("dagstore: ").doesNotContain("\tat ");
    return run;
  }

  private void write(String name, String hex) throws IOException {
    Files.write(folder.resolve(name), HexFormat.of().parseHex(hex));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "car inspect",
        "car verify",
        "car list",
        "car root",
        "car extract",
        "register-shard",
        "demo"
      })
  void aFileThatIsNotThereIsTheWorldsFault(String command) {
    assertThat(bad(74, command + " nowhere.car").err()).contains("nowhere.car");
  }

  @ParameterizedTest
  @ValueSource(strings = {"car inspect", "car verify", "car list", "car root", "car extract"})
  void aFolderWhereAFileWasMeantIsTheWorldsFault(String command) {
    bad(74, command + " site");
  }

  @ParameterizedTest
  @CsvSource({
    "car wrap site out.car",
    "car unwrap nowhere.car out.car",
    "car index nowhere.car out.car",
    "car detach-index nowhere.car out.idx",
    "car concat -o out.car good.car nowhere.car",
    "car create -o out.car nowhere",
    "car create -o no/such/folder/out.car site",
    "car create -o site site/note.txt"
  })
  void whatCannotBeReadOrWrittenLeavesNoOutput(String line) {
    bad(74, line);

    assertThat(folder.resolve("out.car")).doesNotExist();
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }

  @ParameterizedTest
  @CsvSource({
    "empty, ''",
    "no-car, 74686973206973206e6f20434152",
    "version-42, 0ba1677665727369 6f6e182a",
    "huge-header, ffffffffff3f",
    "cut-header, 11a265726f6f7473"
  })
  void whatIsNoCarIsCorrupt(String name, String hex) throws IOException {
    write(name + ".car", hex.replace(" ", ""));

    for (var command : new String[] {"inspect", "verify", "list", "root", "extract"}) {
      assertThat(bad(65, "car " + command + " " + name + ".car").err()).contains(name + ".car");
    }
    bad(65, "register-shard " + name + ".car");
  }

  @Test
  void aTruncatedCarIsCorruptAndNamesThePlace() throws IOException {
    var bytes = Files.readAllBytes(folder.resolve("good.car"));
    Run.in(folder, "car", "unwrap", "good.car", "one.car").good();
    var one = Files.readAllBytes(folder.resolve("one.car"));
    Files.write(folder.resolve("cut.car"), Arrays.copyOf(one, one.length - 10));
    Files.write(folder.resolve("cut2.car"), Arrays.copyOf(bytes, bytes.length / 2));

    assertThat(bad(65, "car list cut.car").err()).contains("cut.car at ", "expected", "got");
    bad(65, "car verify cut.car");
    bad(65, "register-shard cut.car");
    bad(65, "car verify cut2.car");
  }

  @Test
  void aFlippedBitIsFoundByEveryoneWhoLooks() throws IOException {
    var bytes = Files.readAllBytes(folder.resolve("good.car"));
    var large = largeLeaf();
    var cid = String.valueOf(large.get("cid"));
    bytes[Integer.parseInt(String.valueOf(large.get("offset"))) + 1000] ^= 1;
    Files.write(folder.resolve("flip.car"), bytes);
    var root = Run.in(folder, "car", "root", "flip.car").last();

    assertThat(bad(65, "car verify flip.car").err()).contains(cid);
    bad(65, "car inspect --full flip.car");
    bad(65, "car get-block flip.car " + cid);
    bad(65, "demo flip.car");
    Run.in(folder, "register-shard", "flip.car").good();
    bad(65, "get-block " + cid);
    bad(65, "cat " + root + "/large.bin");
    bad(65, "export " + root + " -o out.car");
    bad(65, "get " + root + " -o out");
    assertThat(folder.resolve("out.car")).doesNotExist();
    assertThat(folder.resolve("out/large.bin")).doesNotExist();
  }

  @Test
  void aSectionOfLengthZeroIsCorruptUnlessItIsTakenAsTheEnd() throws IOException {
    write("padded.car", ONE_BLOCK + "00".repeat(64));

    bad(65, "car list padded.car");
    assertThat(Run.in(folder, "car", "list", "--zero-as-end", "padded.car").good().lines())
        .hasSize(1);
    assertThat(Run.in(folder, "register-shard", "padded.car").good().out()).contains("1 block ");
  }

  @Test
  void missingBlocksEndNoExtractionOfAPartialCar() {
    var cid = String.valueOf(largeLeaf().get("cid"));
    Run.in(folder, cid.getBytes(UTF_8), "car filter --inverse good.car partial.car".split(" ", -1))
        .good();

    var run = Run.in(folder, "car", "extract", "partial.car", "-o", "out").good();

    assertThat(run.err()).contains("data for entry not found: large.bin", "extracted ");
    assertThat(folder.resolve("out/large.bin")).doesNotExist();
    assertThat(folder.resolve("out/note.txt")).hasContent(Site.TEXT);
    var demo = Run.in(folder, "demo", "partial.car").good();
    assertThat(demo.out()).contains("1 linked block in no CAR");
  }

  @Test
  void aCarWithoutRootsHasNothingToExtract() throws IOException {
    write("rootless.car", ONE_BLOCK);

    bad(1, "car extract rootless.car -o out");
    bad(65, "car verify rootless.car");
  }

  /** One of the leaves of the large file, as {@code car list --json} shows it. */
  private Map<String, String> largeLeaf() {
    return Run.in(folder, "car", "list", "--json", "good.car").lines().stream()
        .map(Json::of)
        .filter(l -> "1048576".equals(l.get("length")))
        .findFirst()
        .orElseThrow();
  }
}
