package io.dagstore.distribution.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may come in: by name, by origin, by token. */
final class DoorTest {
  private static final String CALL =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":[]}";
  @TempDir Path directory;

  private Site site;
  private HttpServer http;

  @BeforeEach
  void open() throws Exception {
    site = new Site(directory);
    var config =
        new HttpConfig(
            "door",
            "127.0.0.1",
            0,
            Set.of("node.example"),
            Set.of("https://page.example"),
            64,
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Duration.ofSeconds(1));
    http = HttpServer.start(config, site.endpoint());
  }

  @AfterEach
  void close() throws Exception {
    http.close();
    site.close();
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 200",
    "127.0.0.1:%d, 200",
    "localhost:%d, 200",
    "LOCALHOST, 200",
    "[::1]:%d, 200",
    "192.168.7.8, 200",
    "node.example:80, 200",
    "evil.example, 403",
    "evil.example:%d, 403",
    "127.0.0.1.evil.example, 403",
    "localhost.evil.example, 403",
    "node.example.evil.example, 403",
    "127.1, 403",
    "2130706433, 403",
    "0x7f.1, 403",
    "127.0.0.1@evil.example, 400",
    "'', 400",
  })
  void aHostIsAnAddressOrAKnownName(String host, int status) throws Exception {
    try (var raw = new RawHttp(http.url())) {
      raw.post("Host: " + host.formatted(http.url().getPort()) + "\r\n", version());

      assertThat(raw.status()).startsWith("HTTP/1.1 " + status);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:%d, 200",
    "https://page.example, 200",
    "https://evil.example, 403",
    "http://127.0.0.1, 403",
    "http://127.0.0.1:1, 403",
    "http://localhost:%d, 403",
    "https://127.0.0.1:%d, 403",
    "https://page.example.evil.example, 403",
    "null, 403",
    "file://, 403",
  })
  void aPageIsOursOrAKnownOne(String origin, int status) throws Exception {
    var from = "Origin: " + origin.formatted(http.url().getPort()) + "\r\n";
    try (var raw = new RawHttp(http.url());
        var line = new RawHttp(http.url())) {
      raw.post(host() + from, version());
      line.say("GET /rpc/v0 HTTP/1.1\r\n" + host() + from + RawHttp.UPGRADE + "\r\n");

      assertThat(raw.status()).startsWith("HTTP/1.1 " + status);
      assertThat(line.status()).startsWith("HTTP/1.1 " + (status == 200 ? 101 : status));
    }
  }

  @Test
  void aKnownPageMayAskFirst() throws Exception {
    try (var raw = new RawHttp(http.url())) {
      raw.say(
          "OPTIONS /rpc/v0 HTTP/1.1\r\n"
              + host()
              + "Origin: https://page.example\r\nConnection: close\r\n\r\n");

      assertThat(raw.rest())
          .startsWith("HTTP/1.1 204")
          .contains("Access-Control-Allow-Origin: https://page.example");
    }
  }

  @Test
  void theAuthorityOfTheRequestLineCountsToo() throws Exception {
    try (var raw = new RawHttp(http.url())) {
      raw.say("POST http://evil.example/rpc/v0 HTTP/1.1\r\nHost: localhost\r\n\r\n");

      assertThat(raw.status()).matches("HTTP/1.1 40[03].*");
    }
  }

  @Test
  void withoutATokenOneMayReadOnly() throws Exception {
    assertThat(said("", "DagstoreListShards")).contains("\"result\":[]");
    assertThat(said("", "DagstoreGC"))
        .startsWith("HTTP/1.1 200")
        .contains("missing permission to invoke 'DagstoreGC' (need 'admin')");
  }

  @Test
  void aTokenOpensWhatItAllows() throws Exception {
    assertThat(said("Authorization: Bearer " + site.all() + "\r\n", "DagstoreGC"))
        .contains("\"result\":[]");
    assertThat(said("authorization: bearer " + site.all() + "\r\n", "DagstoreGC"))
        .contains("\"result\":[]");
  }

  @ParameterizedTest
  @CsvSource({"Bearer x", "Bearer", "Basic dTpw", "Bearer %s.x"})
  void aBadTokenIsNotPassedOver(String authorization) throws Exception {
    var header = "Authorization: " + authorization.formatted(site.all()) + "\r\n";

    assertThat(said(header, "Version"))
        .startsWith("HTTP/1.1 401")
        .contains("WWW-Authenticate: Bearer")
        .endsWith("\r\n\r\n");
    try (var line = new RawHttp(http.url())) {
      line.say("GET /rpc/v0 HTTP/1.1\r\n" + host() + header + RawHttp.UPGRADE + "\r\n");
      assertThat(line.status()).startsWith("HTTP/1.1 401");
    }
  }

  @ParameterizedTest
  @CsvSource({"%s, 101", "x, 401", "'', 401"})
  void aWebSocketMayShowItsTokenInTheQuery(String token, int status) throws Exception {
    try (var line = new RawHttp(http.url())) {
      var query = "?token=" + token.formatted(site.all());
      line.say("GET /rpc/v0" + query + " HTTP/1.1\r\n" + host() + RawHttp.UPGRADE + "\r\n");

      assertThat(line.status()).startsWith("HTTP/1.1 " + status);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /rpc/v0, 405", "PUT, /rpc/v0, 405", "OPTIONS, /rpc/v0, 405", "TRACE, /rpc/v0, 405",
    "POST, /, 404", "POST, /rpc/v1, 404", "GET, /rpc/v0/x, 404", "POST, //rpc/v0, 400",
    "POST, /x/%2e%2e/rpc/v0, 400"
  })
  void thereIsOneDoor(String method, String path, int status) throws Exception {
    try (var raw = new RawHttp(http.url())) {
      raw.say(method + " " + path + " HTTP/1.1\r\n" + host() + "Content-Length: 0\r\n\r\n");

      assertThat(raw.status()).startsWith("HTTP/1.1 " + status);
    }
  }

  private String said(String headers, String method) throws Exception {
    try (var raw = new RawHttp(http.url())) {
      raw.post(host() + "Connection: close\r\n" + headers, CALL.formatted(method));
      return raw.rest();
    }
  }

  private static String version() {
    return CALL.formatted("Version");
  }

  private String host() {
    return "Host: " + http.url().getAuthority() + "\r\n";
  }
}
