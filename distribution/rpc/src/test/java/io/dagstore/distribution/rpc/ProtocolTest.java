package io.dagstore.distribution.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.dagstore.distribution.rpc.Exchange.Said;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a request, what is not, and what is said to it. */
final class ProtocolTest {
  @TempDir Path directory;

  private Said send(String text) throws Exception {
    try (var site = new Site(directory);
        var endpoint = site.endpoint()) {
      return new Exchange(endpoint, Caller.trusted()).send(text);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          not json                                                                      | -32700
          ``                                                                            | -32700
          {"jsonrpc":"2.0","id":1,"method":"Version"                                    | -32700
          {"jsonrpc":"2.0","id":1,"method":"Version"} x                                 | -32700
          {"jsonrpc":"2.0","id":1,"id":2,"method":"Version"}                            | -32700
          {"jsonrpc":"2.0","id":NaN,"method":"Version"}                                 | -32700
          {"jsonrpc":"2.0","id":1e99999999999,"method":"Version"}                       | -32700
          null                                                                          | -32600
          7                                                                             | -32600
          []                                                                            | -32600
          [{"jsonrpc":"2.0","id":1,"method":"Version","params":[]}]                     | -32600
          {}                                                                            | -32600
          {"id":1,"method":"Version"}                                                   | -32600
          {"jsonrpc":"1.0","id":1,"method":"Version"}                                   | -32600
          {"jsonrpc":2.0,"id":1,"method":"Version"}                                     | -32600
          {"jsonrpc":"2.0","id":1}                                                      | -32600
          {"jsonrpc":"2.0","id":1,"method":7}                                           | -32600
          {"jsonrpc":"2.0","id":1,"method":"None"}                                      | -32601
          {"jsonrpc":"2.0","id":1,"method":"version"}                                   | -32601
          {"jsonrpc":"2.0","id":1,"method":"Filecoin.Filecoin.Version"}                 | -32601
          {"jsonrpc":"2.0","id":1,"method":"DagstoreInitializeAll","params":[{}]}       | -32601
          {"jsonrpc":"2.0","id":1,"method":"Version","params":{}}                       | -32602
          {"jsonrpc":"2.0","id":1,"method":"Version","params":"x"}                      | -32602
          {"jsonrpc":"2.0","id":1,"method":"Version","params":[1]}                      | -32602
          {"jsonrpc":"2.0","id":1,"method":"DagstoreShardInfo","params":[]}             | -32602
          {"jsonrpc":"2.0","id":1,"method":"DagstoreShardInfo","params":["a","b"]}      | -32602
          {"jsonrpc":"2.0","id":1,"method":"DagstoreShardInfo","params":[""]}           | -32602
          {"jsonrpc":"2.0","id":1,"method":"DagstoreShardInfo","params":[null]}         | -32602
          {"jsonrpc":"2.0","id":1,"method":"DagstoreShardInfo","params":[7]}            | -32602
          {"jsonrpc":"2.0","id":1,"method":"DagstoreFind","params":["no cid"]}          | -32602
          {"jsonrpc":"2.0","id":1,"method":"DagstoreFind","params":[{"/":7}]}           | -32602
          {"jsonrpc":"2.0","id":1,"method":"DagstoreListShardsPage","params":[{"Limt":1}]}  | -32602
          {"jsonrpc":"2.0","id":1,"method":"DagstoreListShardsPage","params":[{"Limit":-1}]} | 1
          {"jsonrpc":"2.0","id":1,"method":"DagstoreListShardsPage","params":[{"Limit":1e99}]} | -32602
          {"jsonrpc":"2.0","id":1,"method":"DagstoreListShardsPage","params":[{"State":"Odd"}]} | 1
          {"jsonrpc":"2.0","id":1,"method":"AuthNew","params":[["everything"]]}         | -32602
          {"jsonrpc":"2.0","id":1,"method":"DagstoreRegisterMount","params":["k","a b",{}]} | -32602
          {"jsonrpc":"2.0","id":1,"method":"DagstoreRegisterShard","params":["no piece"]} | -32602
          """)
  void whatIsWrongIsNamedByItsCode(String request, String code) throws Exception {
    var said = send(request == null ? "" : request);

    assertThat(said.code()).as(said.text()).isEqualTo(code);
    assertThat(said.status()).isEqualTo(code.equals("1") ? 200 : 400);
    assertThat(said.json().get("jsonrpc")).isEqualTo("2.0");
    assertThat(said.json().containsKey("id")).isTrue();
    assertThat(said.message()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "-7",
        "0",
        "\"text\"",
        "null",
        "true",
        "1.5",
        "12345678901234567890123",
        "[1,2]",
        "{\"a\":null}",
        "9007199254740993"
      })
  void theIdComesBackAsItWas(String id) throws Exception {
    var said = send("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"Version\",\"params\":[]}");

    assertThat(said.text()).contains("\"id\":" + id + ",");
    assertThat(said.result()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Version", "Filecoin.Version", "rpc.discover", "Filecoin.Discover"})
  void lotusPrefixMayStand(String method) throws Exception {
    assertThat(send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\"}").status())
        .isEqualTo(200);
  }

  @Test
  void aNotificationIsDoneAndNotAnswered() throws Exception {
    try (var site = new Site(directory);
        var endpoint = site.endpoint()) {
      var exchange = new Exchange(endpoint, Caller.trusted());

      var said = exchange.send("{\"jsonrpc\":\"2.0\",\"method\":\"Shutdown\",\"params\":null}");

      assertThat(said).isEqualTo(new Said(0, ""));
      assertThat(site.stopped.getCount()).isZero();
    }
  }

  @Test
  void depthAndCountAndSizeAreBounded() throws Exception {
    var deep = "[".repeat(100_000);
    var many = "[" + "0,".repeat(100_000) + "0]";

    assertThat(send(deep).code()).isEqualTo("-32700");
    assertThat(send(many).code()).isEqualTo("-32700");
    assertThat(send("\"" + "x".repeat(5 << 20) + "\"").code()).isEqualTo("-32700");
    assertThat(send("{\"id\":" + "9".repeat(1000) + "}").code()).isEqualTo("-32700");
  }

  @Test
  void anAnswerThatBreaksOffDoesNotLookWhole() {
    Iterable<Object> list =
        () ->
            LongStream.range(0, 10_000)
                .mapToObj(i -> {
                  if (i == 9_999) {
                    throw new UncheckedIOException(new IOException("the disk went away"));
                  }
                  return (Object) i;
                })
                .iterator();
    var out = new ByteArrayOutputStream();

    assertThatIOException()
        .isThrownBy(() -> Messages.write(out, Messages.result(1, list)))
        .withMessage("the disk went away");
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("1000,").doesNotContain("]");
  }

  @Test
  void anAnswerWithoutResultSaysNull() throws Exception {
    var said = send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"Shutdown\",\"params\":[]}");

    assertThat(said.text()).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":null}");
  }
}
