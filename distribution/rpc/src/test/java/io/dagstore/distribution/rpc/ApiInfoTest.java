package io.dagstore.distribution.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ApiInfoTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "a.b.c:/ip4/127.0.0.1/tcp/1234/http, http://127.0.0.1:1234, a.b.c",
    "/ip4/127.0.0.1/tcp/1234/http, http://127.0.0.1:1234,",
    "/ip4/127.0.0.1/tcp/1234, http://127.0.0.1:1234,",
    "t:/ip6/::1/tcp/1/http, http://[::1]:1, t",
    "t:/dns/node.example/tcp/443/https, https://node.example:443, t",
    "/dns4/node.example/tcp/80/ws, http://node.example:80,",
    "http://localhost:99/rpc/v0, http://localhost:99,",
    "ws://[::1]:99/rpc/v0, http://[::1]:99,",
    "a.b.c:https://node.example/, https://node.example, a.b.c",
  })
  void readsWhatLotusWritesAndUrls(String text, String url, String token) {
    var api = ApiInfo.parse(text);

    assertThat(api.url()).isEqualTo(URI.create(url));
    assertThat(api.token().orElse(null)).isEqualTo(token);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        ":",
        ":/ip4/1.2.3.4/tcp/1/http",
        "/ip4/1.2.3.4/udp/1/quic",
        "/ip4/1.2.3.4",
        "/unix/a",
        "/ip4/1.2.3.4/tcp/x/http",
        "ftp://a",
        "http:",
        "http://u:p@a/",
        "t:",
        "t:x",
        "/ip4/1.2.3.4/tcp/1/http/p2p/x",
        "/ip4/a b/tcp/1"
      })
  void refusesOtherText(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> ApiInfo.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:1234, /ip4/127.0.0.1/tcp/1234/http",
    "http://[::1]:1234, /ip6/::1/tcp/1234/http",
    "http://localhost:1234, /dns/localhost/tcp/1234/http",
  })
  void writesWhatItReads(String url, String multiaddr) throws Exception {
    ApiInfo.write(directory, URI.create(url));

    assertThat(directory.resolve("api")).hasContent(multiaddr);
    assertThat(ApiInfo.read(directory).orElseThrow().url()).isEqualTo(URI.create(url));
    ApiInfo.remove(directory);
    assertThat(ApiInfo.read(directory)).isEmpty();
  }

  @Test
  void theTokenIsTheOneThatTheNodeLeft() throws Exception {
    var tokens = Tokens.open(directory);
    ApiInfo.write(directory, URI.create("http://127.0.0.1:1"));

    var token = ApiInfo.read(directory).orElseThrow().token().orElseThrow();

    assertThat(tokens.verify(token)).hasSize(4);
    Files.delete(directory.resolve("token"));
    assertThat(ApiInfo.read(directory).orElseThrow().token()).isEmpty();
  }
}
