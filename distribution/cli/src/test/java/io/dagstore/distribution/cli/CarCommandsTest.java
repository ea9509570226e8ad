package io.dagstore.distribution.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CarCommandsTest {
  private static final String ABSENT =
      "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e";

  @TempDir private Path folder;
  private Path site;
  private String root;

  @BeforeEach
  void pack() throws IOException {
    site = Site.make(folder);
    root = run("car create --no-wrap -o site.car site").last();
  }

  private Run run(String line) {
    return Run.in(folder, line.split(" ", -1)).good();
  }

  @ParameterizedTest
  @CsvSource({"unixfs-v1-2025,2", "unixfs-v0-2015,2", "kubo-cid-v1,1"})
  void whatIsPackedComesOutByteForByte(String profile, String version) throws IOException {
    run("car create -o x.car --profile " + profile + " --version " + version + " site");
    run("car verify x.car");

    run("car extract x.car -o out");

    assertThat(Site.contents(folder.resolve("out/site"))).isEqualTo(Site.contents(site));
  }

  @Test
  void theSameInputGivesTheSameFile() {
    run("car create --no-wrap -o again.car site");

    assertThat(folder.resolve("again.car")).hasSameBinaryContentAs(folder.resolve("site.car"));
  }

  @Test
  void hiddenNamesAreLeftOutOnRequest() throws IOException {
    run("car create --no-wrap --skip-hidden -o x.car site");
    run("car extract x.car -o out");

    assertThat(Site.contents(folder.resolve("out"))).doesNotContainKey(".hidden").hasSize(10);
  }

  @Test
  void rootIsPrintedLastAndStandsInTheHeader() {
    assertThat(run("car root site.car").out()).isEqualTo(root + "\n");
  }

  @Test
  void aSingleFileComesOutUnderAStandInName() {
    run("car create --no-wrap -o f.car site/large.bin");

    run("car extract f.car -o out");

    assertThat(folder.resolve("out/unknown")).hasSameBinaryContentAs(site.resolve("large.bin"));
  }

  @Test
  void extractsOnlyThePathsThatAreNamed() {
    var run = run("car extract site.car -o out deep/er");

    assertThat(folder.resolve("out/deep/er/ünï ☃.txt")).hasContent("snow\n");
    assertThat(folder.resolve("out/note.txt")).doesNotExist();
    assertThat(run.err()).contains("extracted 1 file(s)");
  }

  @Test
  void extractWritesOneFileToStandardOutput() {
    assertThat(run("car extract site.car -o - note.txt").out()).isEqualTo(Site.TEXT);
  }

  @Test
  void listNamesEveryBlockWithItsPlace() throws IOException {
    var file = Files.readAllBytes(folder.resolve("site.car"));
    var plain = run("car list site.car").lines();
    var json = run("car list --json site.car").lines();

    assertThat(json).hasSameSizeAs(plain);
    for (var i = 0; i < plain.size(); i++) {
      var field = Json.of(json.get(i));
      assertThat(field.keySet()).containsExactly("cid", "section", "offset", "length");
      assertThat(field).containsEntry("cid", plain.get(i));
      var block = run("car get-block site.car " + plain.get(i)).bytes();
      var offset = Integer.parseInt(field.get("offset"));
      assertThat(block)
          .isEqualTo(Arrays.copyOfRange(file, offset, offset + block.length))
          .hasSize(Integer.parseInt(field.get("length")));
    }
  }

  @Test
  void inspectTellsTheFacts() {
    var json = Json.of(run("car inspect --json site.car").last());

    assertThat(json.keySet())
        .containsExactly(
            "version",
            "roots",
            "data_offset",
            "data_bytes",
            "index_offset",
            "index_codec",
            "blocks",
            "codecs",
            "hashes",
            "block_bytes",
            "cid_bytes",
            "root_present");
    assertThat(json)
        .containsEntry("version", "2")
        .containsEntry("roots", "[\"" + root + "\"]")
        .containsEntry("data_offset", "51")
        .containsEntry("index_codec", "car-multihash-index-sorted")
        .containsEntry("root_present", "true");
    assertThat(run("car inspect --full site.car").out())
        .startsWith("Version: 2\nCharacteristics: " + "0".repeat(32) + "\nData offset: 51\n");
  }

  @Test
  void wrapsAndUnwrapsWithoutLoss() {
    run("car unwrap site.car one.car");
    run("car wrap one.car two.car");

    assertThat(folder.resolve("two.car")).hasSameBinaryContentAs(folder.resolve("site.car"));
    assertThat(run("car inspect one.car").out()).startsWith("Version: 1\n");
  }

  @Test
  void paddingIsInTheWayOfNothing() {
    run("car wrap --data-padding 100 --index-padding 7 site.car p.car");

    run("car verify p.car");
    assertThat(run("car inspect p.car").out()).contains("Data offset: 151");
  }

  @Test
  void theDetachedIndexIsTheOneThatIsCreatedAlone() {
    run("car detach-index site.car a.idx");
    run("car index create site.car b.idx");

    assertThat(folder.resolve("a.idx")).hasSameBinaryContentAs(folder.resolve("b.idx"));
    assertThat(run("car detach-index list a.idx").lines())
        .hasSameSizeAs(run("car list site.car").lines())
        .allMatch(line -> line.matches("1220[0-9a-f]{64} [0-9]+"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"car-multihash-index-sorted", "car-index-sorted"})
  void indexesWithEitherCodec(String codec) {
    run("car index --codec " + codec + " site.car i.car");

    assertThat(run("car inspect i.car").out()).contains("Index type: " + codec, "istics: 8");
    run("car verify i.car");
    assertThat(run("car get-block i.car " + root).bytes())
        .isEqualTo(run("car get-block site.car " + root).bytes());
  }

  @Test
  void aFileWithoutIndexIsSoundToo() {
    run("car index --codec none site.car i.car");

    assertThat(run("car inspect i.car").out()).contains("Index offset: 0", "Index type: none");
    run("car verify i.car");
  }

  @Test
  void getDagTakesWhatLiesBelowARoot() {
    var all = run("car list site.car").lines();

    run("car get-dag --strict site.car all.car");

    assertThat(run("car list all.car").lines())
        .containsExactlyInAnyOrderElementsOf(all)
        .startsWith(root);
  }

  @Test
  void filterKeepsWhatIsListedOrTheOthers() {
    var all = run("car list site.car").lines();
    var wanted = String.join("\n", all.subList(0, 2)).getBytes(UTF_8);

    Run.in(folder, wanted, "car", "filter", "site.car", "some.car").good();
    Run.in(folder, wanted, "car", "filter", "--inverse", "site.car", "rest.car").good();

    assertThat(run("car list some.car").lines()).isEqualTo(all.subList(0, 2));
    assertThat(run("car list rest.car").lines()).isEqualTo(all.subList(2, all.size()));
  }

  @Test
  void filterAddsToAFileThatIsThere() {
    var all = run("car list site.car").lines();
    var first = all.get(0).getBytes(UTF_8);
    var second = all.get(1).getBytes(UTF_8);

    Run.in(folder, first, "car", "filter", "site.car", "some.car").good();
    Run.in(folder, second, "car", "filter", "--append", "site.car", "some.car").good();

    assertThat(run("car list some.car").lines()).isEqualTo(all.subList(0, 2));
    run("car inspect --full some.car");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2"})
  void concatPutsOneBehindTheOther(String version) {
    run("car create -o n.car site/note.txt");

    run("car concat -o both.car --version " + version + " site.car n.car");

    var expected = new ArrayList<>(run("car list site.car").lines());
    expected.addAll(run("car list n.car").lines());
    assertThat(run("car list both.car").lines()).isEqualTo(expected);
    assertThat(run("car root both.car").last()).isEqualTo(root);
  }

  @ParameterizedTest
  @ValueSource(strings = {"root", "list", "list --json", "inspect", "inspect --json"})
  void standardInputStandsForAFile(String command) throws IOException {
    run("car unwrap site.car one.car");
    var bytes = Files.readAllBytes(folder.resolve("one.car"));

    var piped = Run.in(folder, bytes, ("car " + command + " -").split(" ", -1)).good();

    assertThat(piped.out()).isEqualTo(run("car " + command + " one.car").out());
  }

  @Test
  void standardInputIsVerifiedAndExtractedToo() throws IOException {
    var bytes = Files.readAllBytes(folder.resolve("site.car"));

    Run.in(folder, bytes, "car", "verify", "-").good();
    Run.in(folder, bytes, "car", "extract", "-", "-o", "out").good();

    assertThat(Site.contents(folder.resolve("out"))).isEqualTo(Site.contents(site));
  }

  @Test
  void standardOutputTakesACarToo() throws IOException {
    var run = run("car create --no-wrap -o - site");

    assertThat(run.bytes()).isEqualTo(Files.readAllBytes(folder.resolve("site.car")));
    assertThat(run.err()).contains(root);
  }

  @Test
  void refusesToPackItsOwnOutput() {
    var run = Run.in(folder, "car", "create", "-o", "site/self.car", "site");

    assertThat(run.code()).isEqualTo(2);
    assertThat(site.resolve("self.car")).doesNotExist();
  }

  @Test
  void aBlockThatIsNotThereIsANo() {
    var run = Run.in(folder, "car", "get-block", "site.car", ABSENT, "y");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains(ABSENT);
    assertThat(folder.resolve("y")).doesNotExist();
  }

  @Test
  void identityBlocksAreAnsweredFromTheirCid() {
    assertThat(run("car get-block site.car bafkqabtimvwgy3yk").out()).isEqualTo("hello\n");
  }
}
