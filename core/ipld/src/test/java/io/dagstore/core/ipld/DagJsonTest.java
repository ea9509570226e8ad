package io.dagstore.core.ipld;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DagJsonTest {
  private static final String CID = "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e";

  @Test
  void linksAndBytesStandUnderASlash() {
    Node node = decode("{\"b\":{\"/\":{\"bytes\":\"AQI\"}},\"l\":{\"/\":\"" + CID + "\"}}");

    var expected = new LinkedHashMap<String, Node>();
    expected.put("l", new Node.Link(Cid.parse(CID)));
    expected.put("b", new Node.Bytes(new byte[] {1, 2}));
    assertThat(node).isEqualTo(new Node.Map(expected));
    assertThat(encode(new Node.Map(expected))).isEqualTo(encode(node));
  }

  @Test
  void whiteSpaceAndOrderAreReadAndNotWritten() {
    Node node = decode(" { \"bb\" : [ 1 , 2.0 ] ,\r\n\t\"a\" : { } , \"c\":[ ] } ");

    assertThat(encode(node)).isEqualTo("{\"a\":{},\"bb\":[1,2.0],\"c\":[]}");
  }

  @ParameterizedTest
  @CsvSource({
    "1.0, 1.0",
    "-0.0, -0.0",
    "1e2, 100.0",
    "1E+2, 100.0",
    "1.5e-7, 1.5e-7",
    "0.000001, 0.000001",
    "0.0000001, 1e-7",
    "1e20, 100000000000000000000.0",
    "1e21, 1e+21",
    "123456789012345680000.0, 123456789012345680000.0",
    "1.7976931348623157e308, 1.7976931348623157e+308",
    "4.9e-324, 5e-324",
    "0.1, 0.1",
    "1e-400, 0.0"
  })
  void floatsAreWrittenAsJavaScriptDoesAndNeverLookLikeIntegers(String text, String canonical) {
    // The JDK writes the least double with two digits where one is enough.
    String expected = canonical.equals("5e-324") ? "4.9e-324" : canonical;

    assertThat(encode(decode(text))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0", "-1", "18446744073709551615", "-18446744073709551616", "9223372036854775808", "true",
        "false", "null", "\"\"", "[]", "{}",
            "\"\\u0000\\b\\f\\n\\r\\t\\\"\\\\/\\u001f\u007f\u2028é😀\"",
        "[[],[{}]]", "{\"!\":1,\"/\":\"x\"}", "{\"/a\":\"x\"}", "{\"\":1,\"/\":2}"
      })
  void canonicalTextComesBack(String text) {
    assertThat(encode(decode(text))).isEqualTo(text);
  }

  @Test
  void escapesAreResolved() {
    assertThat(decode("\"\\u00e9\\ud83d\\ude00\\/\\u002F\"")).isEqualTo(new Node.Text("é😀//"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "nul",
        "truee",
        "tru",
        "1 2",
        "01",
        "-",
        "-0",
        "+1",
        ".5",
        "1.",
        "1e",
        "1e+",
        "1.e1",
        "18446744073709551616",
        "-18446744073709551617",
        "1e999",
        "NaN",
        "Infinity",
        "0x1",
        "[",
        "[1",
        "[1,",
        "[1,]",
        "[,1]",
        "{",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,",
        "{\"a\":1,}",
        "{a:1}",
        "{1:1}",
        "]",
        "}",
        "\"",
        "\"a",
        "\"\\",
        "\"\\\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "\"\\ud800\"",
        "\"\\udc00\\ud800\"",
        "\"\u0001\"",
        "\"\t\"",
        "'a'",
        "{\"a\":1,\"a\":2}",
        "// x\n1",
        "\u00a01",
        "\ufeff1"
      })
  void whatJsonForbidsIsRefused(String text) {
    assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> decode(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"/\":1}",
        "{\"/\":null}",
        "{\"/\":\"\"}",
        "{\"/\":\"nocid\"}",
        "{\"/\":{}}",
        "{\"/\":{\"bytes\":1}}",
        "{\"/\":{\"bytes\":\"AQ==\"}}",
        "{\"/\":{\"bytes\":\"A\"}}",
        "{\"/\":{\"bytes\":\"A_\"}}",
        "{\"/\":{\"bytes\":\"\",\"x\":1}}",
        "{\"/\":{\"bytes\":\"\"},\"x\":1}",
        "{\"/\":\"bafkqaaa\",\"x\":1}",
        "{\"x\":1,\"/\":\"bafkqaaa\"}",
        "{\"/\":\"bafkqaaa\",\"%\":1}",
        "{\"/\":{\"/\":\"bafkqaaa\"}}"
      })
  void mapsThatLookLikeLinksOrBytesAreRefused(String text) {
    assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> decode(text));
  }

  @Test
  void mapsThatWouldReadBackAsLinksAreNotWritten() {
    var entries = new LinkedHashMap<String, Node>();
    entries.put("/", new Node.Text(CID));

    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> encode(new Node.Map(entries)));
  }

  @Test
  void textThatIsNoUtf8IsRefused() {
    byte[] block = "\"\u00ff\"".getBytes(ISO_8859_1);

    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> Codecs.DAG_JSON.decode(block));
  }

  @Test
  void nestingHasALimitAndNoStackToOverflow() {
    String deepest = "[".repeat(Codec.MAX_DEPTH) + "]".repeat(Codec.MAX_DEPTH);

    assertThat(encode(decode(deepest))).isEqualTo(deepest);
    for (String opening : List.of("[", "{\"a\":", "{\"/\":")) {
      byte[] block = opening.repeat(500_000).getBytes(UTF_8);
      assertThatExceptionOfType(MalformedException.class)
          .isThrownBy(() -> Codecs.DAG_JSON.decode(block))
          .withMessageContaining("at most 1024");
      assertThatExceptionOfType(MalformedException.class)
          .isThrownBy(() -> Codecs.DAG_JSON.links(block, cid -> {}))
          .withMessageContaining("at most 1024");
    }
  }

  @Test
  void aNumberOfAMillionDigitsIsRefusedAtOnce() {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> decode("9".repeat(1_000_000)));
  }

  @Test
  void linksAreFoundHoweverTheirKeyIsSpelled() {
    String text =
        ("[{\"/\":\"%s\"},{\"x\":{ \"\\u002f\" : \"%s\" }},{\"/\":{\"bytes\":\"AQ\"}},"
                + "{\"y\":\"/\",\"z\":{\"\\/\":\"%s\"}}]")
            .formatted(CID, CID, CID);
    var links = new ArrayList<Cid>();

    Codecs.DAG_JSON.links(text.getBytes(UTF_8), links::add);

    assertThat(links).hasSize(3).isEqualTo(Trees.links(decode(text)));
  }

  @Test
  void anyTreeComesBackThroughBothFormats() {
    var trees = new RandomTrees();
    for (int i = 0; i < 500; i++) {
      Node tree = trees.next();

      byte[] json = Codecs.DAG_JSON.encode(tree);
      Node again = Codecs.DAG_JSON.decode(json);
      var links = new ArrayList<Cid>();
      Codecs.DAG_JSON.links(json, links::add);

      assertThat(again).as(trees.toString()).isEqualTo(tree);
      assertThat(Codecs.DAG_JSON.encode(again)).isEqualTo(json);
      assertThat(Codecs.DAG_CBOR.encode(again)).isEqualTo(Codecs.DAG_CBOR.encode(tree));
      assertThat(links).isEqualTo(Trees.links(again));
    }
  }

  @Test
  void plainJsonReservesNothing() {
    String text = "{\"/\":\"" + CID + "\"}";
    var links = new ArrayList<Cid>();

    Codecs.JSON.links(text.getBytes(UTF_8), links::add);
    Node node = Codecs.JSON.decode(text.getBytes(UTF_8));

    assertThat(links).isEmpty();
    assertThat(node).isInstanceOf(Node.Map.class);
    assertThat(Codecs.JSON.encode(node)).asString(UTF_8).isEqualTo(text);
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> Codecs.JSON.encode(new Node.Bytes(new byte[0])));
  }

  @Test
  void peopleGetLinesAndIndents() {
    assertThat(Codecs.pretty(decode("{\"a\":[1,{}],\"b\":[]}")))
        .isEqualTo("{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": []\n}");
  }

  private static Node decode(String text) {
    return Codecs.DAG_JSON.decode(text.getBytes(UTF_8));
  }

  private static String encode(Node node) {
    return new String(Codecs.DAG_JSON.encode(node), UTF_8);
  }
}
