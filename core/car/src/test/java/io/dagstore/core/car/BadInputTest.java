package io.dagstore.core.car;

import static io.dagstore.core.car.CarException.Fault.CID_TOO_LONG;
import static io.dagstore.core.car.CarException.Fault.HASH_MISMATCH;
import static io.dagstore.core.car.CarException.Fault.HEADER_LENGTH;
import static io.dagstore.core.car.CarException.Fault.INVALID_V2_HEADER;
import static io.dagstore.core.car.CarException.Fault.MALFORMED_HEADER;
import static io.dagstore.core.car.CarException.Fault.MALFORMED_SECTION;
import static io.dagstore.core.car.CarException.Fault.SECTION_TOO_LARGE;
import static io.dagstore.core.car.CarException.Fault.TRUNCATED_HEADER;
import static io.dagstore.core.car.CarException.Fault.TRUNCATED_SECTION;
import static io.dagstore.core.car.CarException.Fault.UNFINALISED;
import static io.dagstore.core.car.CarException.Fault.UNSUPPORTED_VERSION;
import static io.dagstore.core.car.CarException.Fault.ZERO_SECTION;
import static io.dagstore.core.car.Samples.hex;
import static io.dagstore.core.car.Samples.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagstore.core.car.CarException.Fault;
import io.dagstore.core.files.Source;
import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.Multicodec;
import io.dagstore.core.ipld.Multihash;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One broken sample for each rule of bad input; each has its own fault, at its own offset. */
final class BadInputTest {
  private static final byte[] HEADER = hex("11 a2 65 726f6f7473 80 67 76657273696f6e 01");
  private static final byte[] PRAGMA = hex("0a a1 67 76657273696f6e 02");
  private static final String CID = "01551220" + "11".repeat(32);

  static Stream<Arguments> samples() {
    var v1 = HEADER;
    return Stream.of(
        sample("empty file", TRUNCATED_HEADER, 0, new byte[0]),
        sample("half a length", TRUNCATED_HEADER, 0, hex("80")),
        sample("header length 0", HEADER_LENGTH, 0, hex("00")),
        sample("header length above the limit", HEADER_LENGTH, 0, hex("e0e0e0e0a70600")),
        sample("header length beyond the end", TRUNCATED_HEADER, 1, hex("11 a2 65")),
        sample(
            "header length not minimal",
            HEADER_LENGTH,
            0,
            hex("9100 a265726f6f747380677665", "7273696f6e01")),
        sample(
            "keys out of order",
            MALFORMED_HEADER,
            3,
            hex("11 a2 67 76657273696f6e 01 65 726f6f7473 80")),
        sample(
            "indefinite map",
            MALFORMED_HEADER,
            2,
            hex("12 bf 65 726f6f7473 80 67 76657273696f6e 01 ff")),
        sample(
            "byte behind the map",
            MALFORMED_HEADER,
            18,
            hex("12 a2 65 726f6f7473 80 67 76657273696f6e 01 00")),
        sample(
            "key twice", MALFORMED_HEADER, 10, hex("11 a2 65 726f6f7473 80 65 726f6f7473 80 0000")),
        sample(
            "long form of a count",
            MALFORMED_HEADER,
            10,
            hex("12 a2 65 726f6f7473 9800 67 76657273696f6e 01")),
        sample(
            "root with another tag",
            MALFORMED_HEADER,
            11,
            hex("3a a265726f6f747381d830582500 01", "30".repeat(35), "6776657273696f6e01")),
        sample(
            "version 0",
            UNSUPPORTED_VERSION,
            18,
            hex("11 a2 65 726f6f7473 80 67 76657273696f6e 00")),
        sample(
            "version -1",
            UNSUPPORTED_VERSION,
            17,
            hex("11 a2 65 726f6f7473 80 67 76657273696f6e 20")),
        sample(
            "version 3",
            UNSUPPORTED_VERSION,
            18,
            hex("11 a2 65 726f6f7473 80 67 76657273696f6e 03")),
        sample("version 42", UNSUPPORTED_VERSION, 12, hex("0b a1 67 76657273696f6e 182a")),
        sample(
            "version \"1\"",
            UNSUPPORTED_VERSION,
            17,
            hex("12 a2 65 726f6f7473 80 67 76657273696f6e 6131")),
        sample("pragma alone", TRUNCATED_HEADER, 11, PRAGMA),
        sample("half a CARv2 header", TRUNCATED_HEADER, 11, join(PRAGMA, new byte[39])),
        sample("unfinalised", UNFINALISED, 11, join(PRAGMA, new byte[40], v1)),
        sample("data offset inside the header", INVALID_V2_HEADER, 27, v2(50, 18, 0)),
        sample("data offset negative", INVALID_V2_HEADER, 27, v2(Long.MIN_VALUE, 18, 0)),
        sample("data offset beyond the end", INVALID_V2_HEADER, 27, v2(1 << 20, 18, 0)),
        sample("data size 0", INVALID_V2_HEADER, 35, v2(51, 0, 0)),
        sample("data size beyond the end", INVALID_V2_HEADER, 35, v2(51, 19, 0)),
        sample("data size negative", INVALID_V2_HEADER, 35, v2(51, -1, 0)),
        sample("CARv2 inside a CARv2", UNSUPPORTED_VERSION, 51, join(header(51, 11, 0), PRAGMA)),
        sample(
            "section above the limit", SECTION_TOO_LARGE, 18, join(v1, hex("81808004"), hex(CID))),
        sample("section beyond the end", TRUNCATED_SECTION, 18, join(v1, hex("26", CID, "00"))),
        sample("length cut short", TRUNCATED_SECTION, 18, join(v1, hex("80"))),
        sample("CID cut short", TRUNCATED_SECTION, 18, join(v1, hex("24 0155"))),
        sample("section shorter than its CID", MALFORMED_SECTION, 18, join(v1, hex("23", CID))),
        sample("section of one byte", MALFORMED_SECTION, 18, join(v1, hex("01 30"))),
        sample("CID version 48", MALFORMED_SECTION, 18, join(v1, hex("20", "30".repeat(32)))),
        sample("length not minimal", MALFORMED_SECTION, 18, join(v1, hex("a400", CID, "00"))),
        sample(
            "length of ten bytes",
            MALFORMED_SECTION,
            18,
            join(v1, hex("ff".repeat(9), "01", "00".repeat(200)))),
        sample(
            "codec not minimal",
            MALFORMED_SECTION,
            18,
            join(v1, hex("25 01d500", CID.substring(4)))),
        sample(
            "sha2-256 of 31 bytes",
            MALFORMED_SECTION,
            18,
            join(v1, hex("23 0155121f", "11".repeat(31)))),
        sample("section of length 0", ZERO_SECTION, 18, join(v1, hex("00"))));
  }

  private static Arguments sample(String name, Fault fault, long offset, byte[] file) {
    return Arguments.of(name, fault, offset, file);
  }

  private static byte[] v2(long dataOffset, long dataSize, long indexOffset) {
    return join(header(dataOffset, dataSize, indexOffset), HEADER);
  }

  private static byte[] header(long dataOffset, long dataSize, long indexOffset) {
    return new V2Header(false, dataOffset, dataSize, indexOffset).toBytes().array();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void isRefusedByAScan(String name, Fault fault, long offset, byte[] file) {
    assertThatThrownBy(() -> scan(Source.of(file, name)))
        .isInstanceOfSatisfying(
            CarException.class,
            e -> {
              assertThat(e.fault()).isEqualTo(fault);
              assertThat(e.source()).isEqualTo(name);
              assertThat(e.offset()).isEqualTo(offset);
              assertThat(e.expected()).isNotBlank();
              assertThat(e.got()).isNotBlank();
            });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void isRefusedInAStream(String name, Fault fault, long offset, byte[] file) {
    assertThatThrownBy(() -> scanStream(file))
        .isInstanceOfSatisfying(
            CarException.class,
            e -> assertThat(e.fault()).isIn(fault, TRUNCATED_SECTION, TRUNCATED_HEADER));
  }

  private static long scan(Source source) throws IOException {
    try (var scanner = CarScanner.over(source, CarLimits.DEFAULT, ZeroSection.CORRUPT)) {
      return count(scanner);
    }
  }

  private static long scanStream(byte[] file) throws IOException {
    var stream = new ByteArrayInputStream(file);
    try (var scanner = CarScanner.over(stream, "stream", CarLimits.DEFAULT, ZeroSection.CORRUPT)) {
      return count(scanner);
    }
  }

  private static long count(CarScanner scanner) throws IOException {
    long count = 0;
    while (scanner.next()) {
      count++;
    }
    return count;
  }

  @Test
  void nullAndMissingRootsAreNone() throws IOException {
    var nullRoots = hex("11 a265726f6f7473f66776657273696f6e01");
    var noRoots = hex("0a a16776657273696f6e01");

    assertThat(scan(Source.of(nullRoots, "null"))).isZero();
    assertThat(scan(Source.of(noRoots, "none"))).isZero();
  }

  @Test
  void aLengthCutShortBehindNullRootsIsATruncatedSection() {
    var file = hex("11 a265726f6f7473f66776657273696f6e01 80");

    assertThatThrownBy(() -> scan(Source.of(file, "file")))
        .isInstanceOfSatisfying(
            CarException.class, e -> assertThat(e.fault()).isEqualTo(TRUNCATED_SECTION));
  }

  @Test
  void aSectionOfLengthZeroEndsAPaddedPiece() throws IOException {
    var file = join(Samples.carV1(List.of(), List.of(Samples.block("a"))), new byte[500]);

    try (var scanner =
        CarScanner.over(Source.of(file, "piece"), CarLimits.DEFAULT, ZeroSection.END)) {
      assertThat(count(scanner)).isEqualTo(1);
    }
  }

  @Test
  void blocksBeforeTheDamageAreGivenOut() throws IOException {
    var whole = Samples.carV1(List.of(), List.of(Samples.block("a"), Samples.block("b")));
    var file = Arrays.copyOf(whole, whole.length - 1);

    try (var scanner =
        CarScanner.over(Source.of(file, "cut"), CarLimits.DEFAULT, ZeroSection.CORRUPT)) {
      assertThat(scanner.next()).isTrue();
      assertThat(scanner.block()).isEqualTo(Samples.block("a"));
      assertThatThrownBy(scanner::next).isInstanceOf(CarException.class);
    }
  }

  @Test
  void wrongHashesAreFoundAndUnknownOnesNeverCountAsGood(@TempDir Path folder) throws IOException {
    var good =
        hex(
            "11a265726f6f7473806776657273696f6e01 2e 0155122001d448afd928065458cf670b60f5a594d735af0172c8d67f22a81680132681ca",
            "00".repeat(10));
    var bad =
        hex(
            "11a265726f6f7473806776657273696f6e01 2e 0155122001d448afd928065458cf670b60f5a594d735af0172c8d67f22a81680132681ca",
            "ff".repeat(10));

    assertThat(mismatches(good)).isEmpty();
    assertThat(mismatches(bad))
        .singleElement()
        .satisfies(e -> {
          assertThat(e.fault()).isEqualTo(HASH_MISMATCH);
          assertThat(e.offset()).isEqualTo(18);
          assertThat(e.expected())
              .isEqualTo("bafkreiab2rek7wjiazkfrt3hbnqpljmu24226alszdlh6ivic2abgjubzi");
          assertThat(e.got())
              .isEqualTo("bafkreiaaqoxrddiyuy6gxnks6ioqytxhq5a7tchm2mm5htigznwiljukmm");
        });
    var murmur =
        new Block(
            Cid.v1(Multicodec.RAW, Multihash.of(Multicodec.MURMUR3_X64_64, new byte[8])),
            new byte[3]);
    var file = Source.of(Samples.carV1(List.of(murmur.cid()), List.of(murmur)), "murmur");
    var result = CarFiles.verify(file, CarFiles.Means.plain());
    assertThat(result.sound()).isTrue();
    assertThat(result.unverifiable()).isEqualTo(1);
  }

  @Test
  void anIdentitySectionWithoutDataIsFineForAScanOnly() throws IOException {
    var section =
        hex("1a 01a90200147b226964656e74697479223a22626c6f636b227d".replace("1a ", "19 "));
    var file = join(HEADER, section);

    assertThat(scan(Source.of(file, "identity"))).isEqualTo(1);
    assertThat(mismatches(file))
        .singleElement()
        .satisfies(e -> {
          assertThat(e.expected()).isEqualTo("baguqeaaupmrgszdfnz2gs5dzei5ceytmn5rwwit5");
          assertThat(e.got()).isEqualTo("baguqeaaa");
        });
  }

  private static List<CarException> mismatches(byte[] file) throws IOException {
    var found = new ArrayList<CarException>();
    VerifiedScan.run(
        Source.of(file, "file"),
        CarLimits.DEFAULT,
        ZeroSection.CORRUPT,
        Work.alone(),
        _ -> {},
        found::add);
    return found;
  }

  @Test
  void aLongCidFailsTheIndexAndNotTheScan(@TempDir Path folder) throws IOException {
    var source =
        Source.of(Samples.carV1(List.of(), List.of(Samples.identity("x".repeat(3000)))), "long");

    assertThat(scan(source)).isEqualTo(1);
    assertThatThrownBy(() ->
            CarFiles.writeIndex(
                source,
                folder.resolve("out.idx"),
                IndexKind.MULTIHASH_SORTED,
                true,
                CarFiles.Means.plain()))
        .isInstanceOfSatisfying(
            CarException.class, e -> assertThat(e.fault()).isEqualTo(CID_TOO_LONG));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aHeaderIsReadInLittleEndian() {
    var header = ByteBuffer.wrap(header(51, 18, 0)).order(ByteOrder.LITTLE_ENDIAN);

    assertThat(header.getLong(27)).isEqualTo(51);
    assertThat(header.getLong(35)).isEqualTo(18);
  }
}
