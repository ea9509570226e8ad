package io.dagstore.core.ipld;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CidTest {
  private static final Multihash HASH = Multihash.sum(Multicodec.SHA2_256, "x".getBytes(UTF_8));

  @Test
  void namesKnownContent() {
    byte[] hello = "hello world".getBytes(UTF_8);

    Cid cid = Cid.v1(Multicodec.RAW, Multihash.sum(Multicodec.SHA2_256, hello));

    assertThat(cid)
        .hasToString("bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e")
        .isEqualTo(Cid.parse("bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e"));
  }

  @ParameterizedTest
  @CsvSource({
    "QmUNLLsPACCz1vLxQVkXqqLX5R1X345qqfHbsf67hvA3Nn, 0, dag-pb, sha2-256, 34",
    "bafybeiczsscdsbs7ffqz55asqdf3smv6klcw3gofszvwlyarci47bgf354, 1, dag-pb, sha2-256, 36",
    "bafy2bzaced4ueelaegfs5fqu4tzsh6ywbbpfk3cxppupmxfdhbpbhzawfw5oy, 1, dag-cbor, blake2b-256, 38",
    "bafkqaaa, 1, raw, identity, 4",
    "baguqeeraaoewnxu7nonjagzawtdmvczkiyaj73v6amn2xscc2q3jbqf4eivq, 1, dag-json, sha2-256, 37",
    "baga6ea4seaqao7s73y24kcutaosvacpdjgfe5pw76ooefnyqw4ynr3d2y6x2mpq,"
        + " 1, fil-commitment-unsealed, sha2-256-trunc254-padded, 39"
  })
  void saysWhatItIs(String text, int version, String codec, String hash, int length) {
    Cid cid = Cid.parse(text);

    assertThat(cid).hasToString(text);
    assertThat(cid.version()).isEqualTo(version);
    assertThat(Multicodec.name(cid.codec())).isEqualTo(codec);
    assertThat(Multicodec.name(cid.multihash().code())).isEqualTo(hash);
    assertThat(cid.byteLength()).isEqualTo(length);
    assertThat(cid.isIdentity()).isEqualTo(hash.equals("identity"));
    assertThat(Cid.fromBytes(cid.toBytes())).isEqualTo(cid).hasSameHashCodeAs(cid);
  }

  @Test
  void versionsOfOneContentShareTheMultihash() {
    Cid old = Cid.v0(HASH);
    Cid young = Cid.v1(Multicodec.DAG_PB, HASH);

    assertThat(old).isNotEqualTo(young);
    assertThat(old.multihash()).isEqualTo(young.multihash()).hasSameHashCodeAs(HASH);
    assertThat(old.sameMultihash(young)).isTrue();
    assertThat(old.codec()).isEqualTo(young.codec());
  }

  @Test
  void ordersByUnsignedBytes() {
    Cid low = Cid.v1(Multicodec.RAW, Multihash.of(Multicodec.IDENTITY, new byte[] {1}));
    Cid high = Cid.v1(Multicodec.RAW, Multihash.of(Multicodec.IDENTITY, new byte[] {-1}));

    assertThat(low).isLessThan(high);
    assertThat(low.multihash()).isLessThan(high.multihash());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "b",
        "Qm",
        "QmUNLLsPACCz1vLxQVkXqqLX5R1X345qqfHbsf67hvA3N",
        "QmUNLLsPACCz1vLxQVkXqqLX5R1X345qqfHbsf67hvA3N0",
        "zQmUNLLsPACCz1vLxQVkXqqLX5R1X345qqfHbsf67hvA3Nn",
        "bafkqaa",
        "bafkqaaaa",
        "Bafkqaaa",
        "f0255122000",
        "f01",
        "f0155",
        "f015512",
        "f01551220",
        "f0155122100",
        "f8100550000",
        "f01d5000000",
        " bafkqaaa"
      })
  void refusesTextThatIsNoCid(String text) {
    assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> Cid.parse(text));
  }

  @Test
  void namesTheVersionItCannotRead() {
    byte[] bytes = HexFormat.of().parseHex("30" + "30".repeat(40));

    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> Cid.read(bytes, 0, bytes.length))
        .withMessageContaining("expected version 1, got version 48");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0155121f", "01551320", "0171a0e40221", "121f"})
  void refusesADigestOfAnotherLengthThanItsFunctionGives(String head) {
    byte[] bytes = HexFormat.of().parseHex(head + "00".repeat(31));

    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> Cid.read(bytes, 0, bytes.length));
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> Cid.length(MemorySegment.ofArray(bytes), 0, bytes.length));
  }

  @Test
  void givesItsMultihashInWords() {
    for (Cid cid : samples()) {
      byte[] multihash = cid.multihash().toBytes();

      assertThat(cid.multihashLength()).isEqualTo(multihash.length);
      for (int at = 0; at < multihash.length; at++) {
        byte[] eight = Arrays.copyOf(Arrays.copyOfRange(multihash, at, multihash.length), 8);
        assertThat(cid.multihashWord(at)).isEqualTo(Bits.word(eight, 0));
      }
      assertThatExceptionOfType(IndexOutOfBoundsException.class)
          .isThrownBy(() -> cid.multihashWord(multihash.length));
    }
  }

  @Test
  void isReadFromASegmentAsFromAnArray() {
    var random = new Seeded();
    for (Cid cid : samples()) {
      int off = random.upTo(20);
      byte[] around = random.exactly(off + cid.byteLength() + random.upTo(20));
      cid.writeTo(around, off);
      MemorySegment segment = MemorySegment.ofArray(around);

      int length = Cid.length(segment, off, around.length);
      int multihash = Cid.multihashOffset(segment, off);

      assertThat(length).as("%s %s", random, cid).isEqualTo(cid.byteLength());
      assertThat(Cid.length(around, off, around.length)).isEqualTo(length);
      assertThat(multihash).isEqualTo(cid.multihashOffset());
      assertThat(Cid.read(segment, off, around.length)).isEqualTo(cid);
      assertThat(Cid.read(around, off, around.length)).isEqualTo(cid);
      assertThat(cid.sameBytes(segment, off, length)).isTrue();
      assertThat(cid.sameMultihash(segment, off + multihash, length - multihash)).isTrue();
      assertThat(cid.multihash().sameBytes(segment, off + multihash, length - multihash)).isTrue();
    }
  }

  @Test
  void endsBeforeTheLimit() {
    for (Cid cid : samples()) {
      byte[] bytes = Arrays.copyOf(cid.toBytes(), cid.byteLength() + 8);
      for (int limit = 0; limit < cid.byteLength(); limit++) {
        int end = limit;
        assertThatExceptionOfType(MalformedException.class)
            .isThrownBy(() -> Cid.length(bytes, 0, end));
        assertThatExceptionOfType(MalformedException.class)
            .isThrownBy(() -> Cid.length(MemorySegment.ofArray(bytes), 0, end));
      }
    }
  }

  @Test
  void tellsEachByteOfASegmentThatDiffers() {
    for (Cid cid : samples()) {
      for (int i = 0; i < cid.byteLength(); i++) {
        byte[] other = cid.toBytes();
        other[i] ^= 1;
        assertThat(cid.sameBytes(MemorySegment.ofArray(other), 0, other.length)).isFalse();
      }
    }
  }

  @Test
  void writesVersionOneInAnyBase() {
    Cid cid = Cid.v1(Multicodec.DAG_CBOR, HASH);

    for (Multibase base : Multibase.values()) {
      assertThat(Cid.parse(cid.toString(base))).isEqualTo(cid);
    }
  }

  @Test
  void writesVersionZeroInItsOwnBaseOnly() {
    Cid cid = Cid.v0(HASH);

    assertThat(cid.toString(Multibase.BASE58BTC)).isEqualTo(cid.toString()).startsWith("Qm");
    assertThatIllegalArgumentException().isThrownBy(() -> cid.toString(Multibase.BASE32));
  }

  @Test
  void versionZeroIsOfSha256Only() {
    var hash = Multihash.sum(Multicodec.BLAKE2B_256, new byte[0]);

    assertThatIllegalArgumentException().isThrownBy(() -> Cid.v0(hash));
  }

  private static List<Cid> samples() {
    byte[] data = "sample".getBytes(UTF_8);
    return List.of(
        Cid.v0(HASH),
        Cid.v1(Multicodec.RAW, HASH),
        Cid.v1(Multicodec.DAG_JSON, HASH),
        Cid.v1(Multicodec.DAG_CBOR, Multihash.sum(Multicodec.BLAKE2B_256, data)),
        Cid.v1(Multicodec.DAG_JSON, Multihash.sum(Multicodec.BLAKE2B_256, data)),
        Cid.v1(Multicodec.RAW, Multihash.sum(Multicodec.SHA2_512, data)),
        Cid.v1(Multicodec.RAW, Multihash.sum(Multicodec.IDENTITY, new byte[0])),
        Cid.v1(Multicodec.DAG_JSON, Multihash.sum(Multicodec.IDENTITY, new byte[3000])),
        Cid.v1(Multicodec.RAW, Multihash.of(Multicodec.SHA1, new byte[20])));
  }
}
