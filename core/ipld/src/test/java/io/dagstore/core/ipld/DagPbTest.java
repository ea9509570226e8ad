package io.dagstore.core.ipld;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DagPbTest {
  private static final Cid CID = Cid.parse("bafkqaaa");
  private static final String HASH = "0a0401550000";

  @Test
  void aNodeWithNothingIsNoBytes() {
    assertThat(PbNode.of(List.of()).encode()).isEmpty();
    assertThat(PbNode.decode(new byte[0])).isEqualTo(PbNode.of(List.of()));
    assertThat(PbNode.of(List.of(), new byte[0]).encode()).isEqualTo(bytes("0a00"));
  }

  @Test
  void absentIsNotEmpty() {
    PbNode absent = PbNode.decode(bytes("1206" + HASH));
    PbNode empty = PbNode.decode(bytes("120a" + HASH + "120018000a00"));

    assertThat(absent.hasData()).isFalse();
    assertThat(absent.links()).containsExactly(PbLink.to(CID));
    assertThat(absent.links().getFirst().hasName()).isFalse();
    assertThat(absent.links().getFirst().hasTsize()).isFalse();
    assertThat(empty.hasData()).isTrue();
    assertThat(empty.links()).containsExactly(new PbLink(CID, "", 0));
    assertThat(absent.encode()).isEqualTo(bytes("1206" + HASH));
    assertThat(empty.encode()).isEqualTo(bytes("120a" + HASH + "120018000a00"));
  }

  @Test
  void theEmptyDirectoryHasItsKnownName() {
    byte[] block = PbNode.of(List.of(), new byte[] {8, 1}).encode();

    assertThat(Cid.v0(Multihash.sum(Multicodec.SHA2_256, block)))
        .hasToString("QmUNLLsPACCz1vLxQVkXqqLX5R1X345qqfHbsf67hvA3Nn");
  }

  @Test
  void linksAreWrittenByTheBytesOfTheirNamesAndStay() {
    PbLink high = new PbLink(CID, "\uff5e", 1);
    PbLink higher = new PbLink(CID, "😀", 1);
    PbLink first = new PbLink(CID, "a", 1);
    PbLink second = new PbLink(CID, "a", 2);

    PbNode read = PbNode.decode(PbNode.of(List.of(higher, high, first, second)).encode());

    assertThat(read.links()).containsExactly(first, second, high, higher);
  }

  @Test
  void dataIsReadFirstOrLastAndWrittenLast() {
    byte[] first = bytes("0a0101" + "1206" + HASH);
    byte[] last = bytes("1206" + HASH + "0a0101");

    assertThat(PbNode.decode(first)).isEqualTo(PbNode.decode(last));
    assertThat(PbNode.decode(first).encode()).isEqualTo(last);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // data between links, twice; unknown fields and wire types
        "1206" + HASH + "0a001206" + HASH,
        "0a000a00",
        "08",
        "0800",
        "1000",
        "1a00",
        "1200",
        "0d00",
        // the link: no Hash, twice, empty, out of order, with a tail, with other fields
        "12021200",
        "12021800",
        "12020a00",
        "120c" + HASH + HASH,
        "1208" + "1200" + HASH,
        "120a" + HASH + "18001200",
        "120a" + HASH + "12001200",
        "120a" + HASH + "18001800",
        "1208" + HASH + "2000",
        "12070a050155000000",
        "12070a0502550000",
        "1207" + HASH + "00",
        // lengths beyond the end, numbers not minimal
        "0a",
        "0a01",
        "0a8000",
        "0affffffffffffffff7f",
        "12",
        "1207" + HASH,
        "12060a0501550000",
        "1208" + HASH + "1201",
        "1209" + HASH + "188000",
        "1207" + HASH + "18"
      })
  void whatTheFormatForbidsIsRefused(String hex) {
    byte[] block = bytes(hex);

    assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> PbNode.decode(block));
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> Codecs.DAG_PB.links(block, cid -> {}));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"Links\":null}",
        "{\"Links\":[],\"x\":1}",
        "{\"Data\":\"a\",\"Links\":[]}",
        "{\"Links\":[1]}",
        "{\"Links\":[{}]}",
        "{\"Links\":[{\"Hash\":\"bafkqaaa\"}]}",
        "{\"Links\":[{\"Hash\":{\"/\":\"bafkqaaa\"},\"Name\":1}]}",
        "{\"Links\":[{\"Hash\":{\"/\":\"bafkqaaa\"},\"Name\":null}]}",
        "{\"Links\":[{\"Hash\":{\"/\":\"bafkqaaa\"},\"Tsize\":-1}]}",
        "{\"Links\":[{\"Hash\":{\"/\":\"bafkqaaa\"},\"Tsize\":9223372036854775808}]}",
        "{\"Links\":[{\"Hash\":{\"/\":\"bafkqaaa\"},\"Tsize\":1.0}]}",
        "{\"Links\":[{\"Hash\":{\"/\":\"bafkqaaa\"},\"x\":1}]}",
        "{\"Links\":[{\"Hash\":{\"/\":\"bafkqaaa\"},\"Name\":\"b\"},{\"Hash\":{\"/\":\"bafkqaaa\"}}]}"
      })
  void aTreeOfAnotherFormIsNotWritten(String json) {
    Node node = Codecs.DAG_JSON.decode(json.getBytes(UTF_8));

    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> Codecs.DAG_PB.encode(node));
  }

  @Test
  void aNameThatIsNoUtf8IsKept() {
    byte[] block = bytes("120a" + HASH + "1202ff61");

    PbNode node = PbNode.decode(block);

    assertThat(node.links().getFirst().name()).isEqualTo("\ufffda");
    assertThat(node.links().getFirst().nameBytes()).isEqualTo(bytes("ff61"));
    assertThat(node.encode()).isEqualTo(block);
    assertThat(Codecs.DAG_PB.encode(Codecs.DAG_PB.decode(block))).isEqualTo(block);
  }

  @Test
  void anyNodeComesBackAndItsLinksAreFound() {
    var random = new Seeded();
    var trees = new RandomTrees();
    for (int i = 0; i < 300; i++) {
      var links = new ArrayList<PbLink>();
      for (int left = random.upTo(8); left > 0; left--) {
        links.add(link(random, trees));
      }
      links.sort(PbWriter.BY_NAME);
      PbNode node = random.upTo(1) == 0 ? PbNode.of(links) : PbNode.of(links, random.bytes(300));

      byte[] block = node.encode();
      var found = new ArrayList<Cid>();
      Codecs.DAG_PB.links(block, found::add);

      assertThat(PbNode.decode(block)).as("%s %s", random, trees).isEqualTo(node);
      assertThat(Codecs.DAG_PB.encode(Codecs.DAG_PB.decode(block))).isEqualTo(block);
      assertThat(found).isEqualTo(links.stream().map(PbLink::hash).toList());
    }
  }

  @Test
  void anyCutOfTheLastFieldIsRefused() {
    byte[] block = PbNode.of(List.of(), new byte[40]).encode();
    for (int length = 1; length < block.length; length++) {
      byte[] cut = Arrays.copyOf(block, length);
      assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> PbNode.decode(cut));
    }
  }

  private static PbLink link(Seeded random, RandomTrees trees) {
    return random.upTo(2) == 0
        ? PbLink.to(trees.cid())
        : new PbLink(trees.cid(), "é".repeat(random.upTo(90)), random.anyLong() & Long.MAX_VALUE);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
