package io.dagstore.core.ipld;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dagstore.core.ipld.MalformedException.Fault;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DagCborTest {
  @ParameterizedTest
  @CsvSource({
    "00, 0",
    "17, 23",
    "1818, 24",
    "190100, 256",
    "1a00010000, 65536",
    "1b0000000100000000, 4294967296",
    "1bffffffffffffffff, 18446744073709551615",
    "20, -1",
    "3818, -25",
    "3b7fffffffffffffff, -9223372036854775808",
    "3b8000000000000000, -9223372036854775809",
    "3bffffffffffffffff, -18446744073709551616"
  })
  void integersTakeTheirShortestForm(String hex, BigInteger value) {
    assertThat(decode(hex)).isEqualTo(Node.Int.of(value)).hasToString(value.toString());
    assertThat(encode(Node.Int.of(value))).isEqualTo(hex);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1801",
        "190001",
        "1a00000001",
        "1b0000000000000001",
        "5800",
        "780161",
        "9800",
        "b800",
        "d9002a4500",
        "1817",
        "1900ff",
        "1a0000ffff",
        "1b00000000ffffffff"
      })
  void numbersAndLengthsInMoreBytesThanNeededAreRefused(String hex) {
    var thrown = catchThrowableOfType(MalformedException.class, () -> decode(hex));

    assertThat(thrown.fault()).isEqualTo(Fault.NOT_MINIMAL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // no item, several, reserved heads
        "",
        "0000",
        "1c",
        "1f",
        "ff",
        "5f4100ff",
        "7f6161ff",
        "9f00ff",
        "bf616100ff",
        "fc",
        // simple values and floats
        "f7",
        "f800",
        "f820",
        "f97e00",
        "f93c00",
        "fa3f800000",
        "fb7ff8000000000000",
        "fb7ff0000000000000",
        "fbfff0000000000000",
        // maps: keys out of order, twice, no texts
        "a2616200616100",
        "a262616100616200",
        "a2616100616100",
        "a10000",
        "a1410000",
        // tags, links
        "c000",
        "d82b4100",
        "d82a00",
        "d82a40",
        "d82a4100",
        "d82a450101550000",
        "d82a4500015500",
        "d82a46000155000000",
        "d82a6500015500",
        "d82a450002550000",
        // texts that are no UTF-8
        "61ff",
        "62c328",
        "63eda080",
        "64f4908080",
        "62c080"
      })
  void whatTheFormatForbidsIsRefused(String hex) {
    assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> decode(hex));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "18", "19ff", "1b00000000000000", "fb00", "41", "62ff", "5bffffffffffffffff",
        "5a7fffffff", "7bffffffffffffffff", "81", "9a7fffffff", "9bffffffffffffffff", "a1", "a161",
        "bb3030303030303030", "bb8000000000000000", "d8", "d82a", "d82a58"
      })
  void lengthsBeyondTheInputAreTruncationWhateverTheirSize(String hex) {
    var thrown = catchThrowableOfType(MalformedException.class, () -> decode(hex));
    var ofLinks =
        catchThrowableOfType(
            MalformedException.class, () -> Codecs.DAG_CBOR.links(bytes(hex), cid -> {}));

    assertThat(thrown.fault()).isEqualTo(Fault.TRUNCATED);
    assertThat(ofLinks.fault()).isEqualTo(Fault.TRUNCATED);
  }

  @Test
  void nestingHasALimitAndNoStackToOverflow() {
    byte[] deepest = nested(Codec.MAX_DEPTH);
    byte[] deeper = nested(Codec.MAX_DEPTH + 1);
    byte[] hopeless = nested(2_000_000);

    assertThat(Codecs.DAG_CBOR.encode(Codecs.DAG_CBOR.decode(deepest))).isEqualTo(deepest);
    Codecs.DAG_CBOR.links(deepest, cid -> {});
    for (byte[] block : List.of(deeper, hopeless)) {
      assertThatExceptionOfType(MalformedException.class)
          .isThrownBy(() -> Codecs.DAG_CBOR.decode(block))
          .withMessageContaining("at most 1024");
      assertThatExceptionOfType(MalformedException.class)
          .isThrownBy(() -> Codecs.DAG_CBOR.links(block, cid -> {}))
          .withMessageContaining("at most 1024");
    }
    Node tooDeep = new Node.List(List.of(Codecs.DAG_CBOR.decode(deepest)));
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> Codecs.DAG_CBOR.encode(tooDeep));
  }

  @Test
  void aBlockThatWouldBlowUpIsRefused() {
    byte[] block = new byte[5 + (4 << 20)];
    Arrays.fill(block, (byte) 0x80);
    System.arraycopy(bytes("9a00400000"), 0, block, 0, 5);

    var thrown =
        catchThrowableOfType(MalformedException.class, () -> Codecs.DAG_CBOR.decode(block));

    assertThat(thrown.fault()).isEqualTo(Fault.LIMIT);
    Codecs.DAG_CBOR.links(block, cid -> {});
  }

  @ParameterizedTest
  @CsvSource({
    "a2616200616100, a2616100616200",
    "f7, f6",
    "f93c00, fb3ff0000000000000",
    "fa3f800000, fb3ff0000000000000",
    "1801, 01",
    "780161, 6161",
    "61ff, 61ff",
    "65c3a9ffc328, 65c3a9ffc328",
    "63eda080, 63eda080",
    "a161ff00, a161ff00"
  })
  void theLenientOneReadsWhatOthersWriteAndWritesItCanonically(String hex, String canonical) {
    Node node = Codecs.DAG_CBOR_LENIENT.decode(bytes(hex));

    assertThat(Codecs.DAG_CBOR_LENIENT.encode(node)).isEqualTo(bytes(canonical));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a2616100616100", "f97e00", "fa7f800000", "9f00ff", "0000", "c000"})
  void theLenientOneStillRefusesWhatIsAmbiguous(String hex) {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> Codecs.DAG_CBOR_LENIENT.decode(bytes(hex)));
  }

  @Test
  void aTextThatIsNoUtf8IsRefusedWhenWrittenStrictly() {
    Node text = Codecs.DAG_CBOR_LENIENT.decode(bytes("61ff"));

    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> Codecs.DAG_CBOR.encode(text));
    assertThat(Codecs.pretty(text)).isEqualTo("\"\ufffd\"");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void floatsThatAreNoNumbersAreNotWritten(double value) {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> encode(new Node.Float64(value)));
  }

  @Test
  void integersBeyond64BitsAreNotWritten() {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> encode(Node.Int.of(BigInteger.TWO.pow(64))));
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(
            () -> encode(Node.Int.of(BigInteger.TWO.pow(64).negate().subtract(BigInteger.ONE))));
  }

  @Test
  void anyTreeComesBackAndItsLinksAreFound() {
    var trees = new RandomTrees();
    for (int i = 0; i < 500; i++) {
      Node tree = trees.next();

      byte[] block = Codecs.DAG_CBOR.encode(tree);
      var links = new ArrayList<Cid>();
      Codecs.DAG_CBOR.links(block, links::add);
      Node again = Codecs.DAG_CBOR.decode(block);

      assertThat(again).as(trees.toString()).isEqualTo(tree).hasSameHashCodeAs(tree);
      assertThat(Codecs.DAG_CBOR.encode(again)).isEqualTo(block);
      assertThat(links).isEqualTo(Trees.links(again));
    }
  }

  @Test
  void anyCutOfATreeIsRefused() {
    var trees = new RandomTrees();
    byte[] block = Codecs.DAG_CBOR.encode(trees.next());
    for (int length = 0; length < block.length; length++) {
      byte[] cut = Arrays.copyOf(block, length);
      assertThatExceptionOfType(MalformedException.class)
          .as(trees.toString())
          .isThrownBy(() -> Codecs.DAG_CBOR.decode(cut));
    }
  }

  @Test
  void plainCborHasNoLinks() {
    var links = new ArrayList<Cid>();

    Codecs.CBOR.links(bytes("d82a450001550000"), links::add);

    assertThat(links).isEmpty();
    assertThat(Codecs.CBOR.decode(bytes("a1616100"))).isInstanceOf(Node.Map.class);
  }

  private static byte[] nested(int depth) {
    byte[] block = new byte[depth + 1];
    Arrays.fill(block, (byte) 0x81);
    block[depth] = (byte) 0xf6;
    return block;
  }

  private static Node decode(String hex) {
    return Codecs.DAG_CBOR.decode(bytes(hex));
  }

  private static String encode(Node node) {
    return HexFormat.of().formatHex(Codecs.DAG_CBOR.encode(node));
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
