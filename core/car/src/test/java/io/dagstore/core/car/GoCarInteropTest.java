package io.dagstore.core.car;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagstore.core.car.CarException.Fault;
import io.dagstore.core.files.FileSource;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.Multicodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that other implementations wrote, read and written again. */
@Tag("interop")
final class GoCarInteropTest {
  private static final String V1 = "go-car/v2/testdata/sample-v1.car";
  private static final String WRAPPED = "go-car/v2/testdata/sample-wrapped-v2.car";
  private static final String BASIC = "ipld/specs/transport/car/fixture/";

  @Test
  void wrappingGivesTheBytesOfGo(@TempDir Path folder) throws IOException {
    var out = folder.resolve("wrapped.car");

    CarFiles.wrap(Fixtures.path(V1), out, CarFormat.V2, CarFiles.Means.plain());

    assertThat(out).hasBinaryContent(Fixtures.bytes(WRAPPED));
    CarFiles.unwrap(out, out, CarLimits.DEFAULT);
    assertThat(out).hasBinaryContent(Fixtures.bytes(V1));
  }

  @Test
  void anIndexAloneHasTheBytesOfGo(@TempDir Path folder) throws IOException {
    var sorted = folder.resolve("sorted.idx");
    var detached = new ByteArrayOutputStream();

    try (var source = Fixtures.open(V1);
        var wrapped = Fixtures.open(WRAPPED)) {
      CarFiles.writeIndex(source, sorted, IndexKind.SORTED, true, CarFiles.Means.plain());
      long length = CarFiles.detachIndex(wrapped, CarLimits.DEFAULT, Channels.newChannel(detached));
      assertThat(length).isEqualTo(41_750);
    }

    assertThat(sorted).hasBinaryContent(Fixtures.bytes("go-car/v2/testdata/sample-index.carindex"));
    assertThat(detached.toByteArray()).hasSize(41_750);
  }

  @Test
  void aStandAloneIndexLeadsToEveryBlock() throws IOException {
    try (var source = Fixtures.open(V1);
        var bytes = Fixtures.open("go-car/v2/testdata/sample-index.carindex");
        var reader = CarReader.open(source, CarLimits.DEFAULT);
        var scanner = reader.scan(ZeroSection.CORRUPT)) {
      var index = CarIndex.read(bytes, 0, bytes.size());
      assertThat(index.kind()).isEqualTo(IndexKind.SORTED);
      assertThat(index.size()).isEqualTo(1049);
      while (scanner.next()) {
        long offset = scanner.payloadOffset();
        assertThat(index.find(scanner.cid().multihash(), found -> found == offset)).isTrue();
      }
    }
  }

  @Test
  void anAppenderWritesWhatGoWrites(@TempDir Path folder) throws IOException {
    var out = folder.resolve("out.car");
    try (var source = Fixtures.open(V1);
        var scanner = CarScanner.over(source, CarLimits.DEFAULT, ZeroSection.CORRUPT);
        var appender =
            CarAppender.open(out, CarFormat.V1, scanner.header().roots(), CarLimits.DEFAULT)) {
      while (scanner.next()) {
        appender.put(scanner.block());
      }
      appender.finish();
    }

    assertThat(out).hasBinaryContent(Fixtures.bytes("go-car/v2/testdata/sample-v1-noidentity.car"));
  }

  @Test
  void oneBlockIsReadByItsCid() throws IOException {
    var cid = Cid.parse("bafy2bzacebohz654namrgmwjjx4qmtwgxixsd7pn4tlanyrc3g3hwj75hlxrw");
    for (var name : List.of(V1, WRAPPED)) {
      try (var store =
          CarBlockstore.open(Fixtures.open(name), CarLimits.DEFAULT, ZeroSection.CORRUPT)) {
        assertThat(store.get(cid).orElseThrow().data())
            .isEqualTo(Fixtures.bytes("go-car/cmd/car/testdata/inputs/" + cid + ".block"));
        assertThat(store.indexFault()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"carv1-basic", "carv2-basic"})
  void sectionsLieWhereTheSpecificationSays(String name) throws IOException {
    var json =
        new String(Fixtures.bytes(BASIC + name + "/" + name + ".json"), StandardCharsets.UTF_8);
    var expected = new ArrayList<String>();
    var block =
        Pattern.compile(
            "\"blockLength\": (\\d+),\\s+\"blockOffset\": (\\d+),\\s+\"cid\": \\{\\s+\"/\":"
                + " \"(\\w+)\".*?\"length\": (\\d+),\\s+\"offset\": (\\d+)",
            Pattern.DOTALL);
    for (var match = block.matcher(json); match.find(); ) {
      expected.add(
          "%s %s %s %s %s"
              .formatted(
                  match.group(3), match.group(5), match.group(2), match.group(1), match.group(4)));
    }

    var found = new ArrayList<String>();
    try (var source = Fixtures.open(BASIC + name + "/" + name + ".car");
        var scanner = CarScanner.over(source, CarLimits.DEFAULT, ZeroSection.CORRUPT)) {
      while (scanner.next()) {
        var place = scanner.location();
        found.add(
            "%s %d %d %d %d"
                .formatted(
                    place.cid(),
                    place.section(),
                    place.offset(),
                    place.length(),
                    place.sectionLength()));
      }
    }
    assertThat(found).isNotEmpty().isEqualTo(expected);
  }

  @Test
  void anIndexWithoutCodecIsUnusableAndTheBlocksAreFoundAllTheSame() throws IOException {
    var name = BASIC + "carv2-basic/carv2-basic.car";
    try (var store =
            CarBlockstore.open(Fixtures.open(name), CarLimits.DEFAULT, ZeroSection.CORRUPT);
        var source = Fixtures.open(name);
        var scanner = CarScanner.over(source, CarLimits.DEFAULT, ZeroSection.CORRUPT)) {
      assertThat(store.indexFault().orElseThrow().fault()).isEqualTo(Fault.UNUSABLE_INDEX);
      while (scanner.next()) {
        assertThat(store.get(scanner.cid())).contains(scanner.block());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "go-car/v2/testdata/sample-rootless-v42.car, UNSUPPORTED_VERSION",
    "go-car/v2/testdata/sample-corrupt-pragma.car, TRUNCATED_HEADER",
    "go-car/cmd/car/testdata/inputs/badheaderlength.car, HEADER_LENGTH",
    "dagstore/testdata/files/junk.dat, MALFORMED_HEADER",
  })
  void whatIsNoCarDoesNotOpen(String name, Fault fault) {
    assertThatThrownBy(() -> CarReader.open(Fixtures.open(name), CarLimits.DEFAULT))
        .isInstanceOfSatisfying(
            CarException.class,
            e -> {
              assertThat(e.fault()).isEqualTo(fault);
              assertThat(e.source()).endsWith(name);
            });
  }

  @Test
  void paddingIsCorruptOrTheEnd() throws IOException {
    var name = "go-car/v2/testdata/sample-v1-with-zero-len-section.car";
    try (var source = Fixtures.open(name)) {
      assertThat(CarFiles.inspect(source, CarLimits.DEFAULT, ZeroSection.END).blocks())
          .isEqualTo(1049);
      assertThatThrownBy(() -> CarFiles.inspect(source, CarLimits.DEFAULT, ZeroSection.CORRUPT))
          .isInstanceOfSatisfying(
              CarException.class,
              e -> {
                assertThat(e.fault()).isEqualTo(Fault.ZERO_SECTION);
                assertThat(e.offset()).isEqualTo(479_907);
              });
    }
  }

  @Test
  void filteringLeavesTwoBlocksOrTwenty(@TempDir Path folder) throws IOException {
    var in = Fixtures.path("go-car/cmd/car/testdata/inputs/simple-unixfs.car");
    var two =
        List.of(
            Cid.parse("QmazwWa2vNLpy6WDBMjx7neWMbmn2oi9LQzCjan4kcGjBX"),
            Cid.parse("QmVKt1VVkgfYcbSZqLD9sxZAkDpbH3L7RM6mJ6LHbkj5Bm"));
    var out = folder.resolve("out.car");
    var means = CarFiles.Means.plain();

    assertThat(CarFiles.filter(in, out, CarFormat.V2, two::contains, means)).isEqualTo(2);
    assertThat(CarFiles.filter(in, out, CarFormat.V1, cid -> !two.contains(cid), means))
        .isEqualTo(20);
  }

  @Test
  void theWrappedSampleIsSound() throws IOException {
    try (var source = Fixtures.open(WRAPPED)) {
      var facts = CarFiles.inspect(source, CarLimits.DEFAULT, ZeroSection.CORRUPT);
      assertThat(facts.index()).isEqualTo(IndexKind.MULTIHASH_SORTED);
      assertThat(facts.header().indexOffset()).isEqualTo(479_958);
      assertThat(facts.cidBytes()).isEqualTo(new CarInspection.Lengths(14, 37, 38));
      assertThat(facts.blockBytes()).isEqualTo(new CarInspection.Lengths(1, 417, 1342));
      assertThat(facts.codecs()).containsEntry(Multicodec.RAW, 6L);
      assertThat(facts.rootPresent()).isTrue();
      assertThat(CarFiles.verify(source, CarFiles.Means.plain()).problems()).isEmpty();
    }
  }

  @Test
  void rootsAreReplacedWhereTheyFit(@TempDir Path folder) throws IOException {
    var file = folder.resolve("copy.car");
    Files.copy(Fixtures.path(V1), file);
    var other = Cid.parse("bafy2bzacebohz654namrgmwjjx4qmtwgxixsd7pn4tlanyrc3g3hwj75hlxrw");

    CarFiles.replaceRoots(file, List.of(other), CarLimits.DEFAULT);

    try (var reader = CarReader.open(FileSource.open(file), CarLimits.DEFAULT)) {
      assertThat(reader.header().roots()).containsExactly(other);
    }
    var shorter = Cid.parse("QmazwWa2vNLpy6WDBMjx7neWMbmn2oi9LQzCjan4kcGjBX");
    assertThatThrownBy(() -> CarFiles.replaceRoots(file, List.of(shorter), CarLimits.DEFAULT))
        .hasMessage("current header size (61) must match replacement header size (57)");
  }
}
