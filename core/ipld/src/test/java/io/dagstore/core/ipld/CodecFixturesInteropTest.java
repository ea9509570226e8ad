package io.dagstore.core.ipld;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dagstore.core.ipld.Node.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The values of ipld/codec-fixtures: one folder a value, one file {@code CID.codec} a format. */
@Tag("interop")
final class CodecFixturesInteropTest {
  private static final Path FOLDER = Fixtures.folder().resolve("codec-fixtures");

  @Test
  void everyValueHasTheSameCidFromEverySibling() {
    List<Path> files = Fixtures.files(FOLDER.resolve("fixtures"), "");

    for (Path file : files) {
      byte[] block = Fixtures.read(file);
      Cid cid = cid(file);
      assertThat(new Hasher().verify(cid, block, 0, block.length)).isEqualTo(Verdict.MATCH);
      Node node = codec(file).decode(block);
      for (Path sibling : Fixtures.files(file.resolveSibling(""), "")) {
        byte[] encoded = codec(sibling).encode(node);
        Multihash hash = Multihash.sum(Multicodec.SHA2_256, encoded);
        assertThat(Cid.v1(codec(sibling).code(), hash))
            .as("%s as %s", file, sibling)
            .isEqualTo(cid(sibling));
      }
    }

    assertThat(files).hasSizeGreaterThan(100);
    System.out.println(
        "fixtures read: " + files.size() + " (values in dag-cbor, dag-json, dag-pb)");
  }

  @Test
  void linksAreThoseOfTheTree() {
    List<Path> files = Fixtures.files(FOLDER.resolve("fixtures"), "");

    for (Path file : files) {
      byte[] block = Fixtures.read(file);
      var links = new ArrayList<Cid>();
      codec(file).links(block, links::add);
      assertThat(links).as("%s", file).isEqualTo(Trees.links(codec(file).decode(block)));
    }

    System.out.println("fixtures read: " + files.size() + " (links of values)");
  }

  @Test
  void negativeBlocksAreRefused() {
    List<Path> files = Fixtures.files(FOLDER.resolve("negative-fixtures"), ".json");
    int cases = 0;

    for (Path file : files) {
      String folder = FOLDER.relativize(file).getName(1).toString();
      Codec codec = Codecs.of(Multicodec.code(folder).orElseThrow()).orElseThrow();
      for (Node entry : cases(file)) {
        var map = (Node.Map) entry;
        cases++;
        assertThatExceptionOfType(MalformedException.class)
            .as("%s %s", file, map.get("name"))
            .isThrownBy(() -> refused(codec, map));
      }
    }

    assertThat(cases).isGreaterThan(20);
    System.out.println("fixtures read: " + cases + " (malformed values)");
  }

  private static void refused(Codec codec, Node.Map entry) {
    if (entry.get("hex").orElse(Node.NULL) instanceof Text(String hex)) {
      codec.decode(HexFormat.of().parseHex(hex));
    } else {
      codec.encode(entry.get("dag-json").orElseThrow());
    }
  }

  private static List<Node> cases(Path file) {
    return ((Node.List) Codecs.DAG_JSON.decode(Fixtures.read(file))).items();
  }

  private static Cid cid(Path file) {
    String name = String.valueOf(file.getFileName());
    return Cid.parse(name.substring(0, name.indexOf('.')));
  }

  private static Codec codec(Path file) {
    String name = String.valueOf(file.getFileName());
    String codec = name.substring(name.indexOf('.') + 1);
    return Codecs.of(Multicodec.code(codec).orElseThrow()).orElseThrow();
  }
}
