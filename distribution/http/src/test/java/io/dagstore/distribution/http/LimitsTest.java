package io.dagstore.distribution.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.testkit.FakeMounts;
import io.dagstore.distribution.rpc.RpcLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server takes, and what it does with more. */
final class LimitsTest {
  private static final RpcLimits LIMITS =
      new RpcLimits(200_000, 2, 2, Duration.ofMinutes(1), Duration.ofSeconds(1));
  private static final String VERSION = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"Version\"}";

  @TempDir Path directory;

  private final CountDownLatch held = new CountDownLatch(1);
  private Site site;
  private HttpServer http;

  @BeforeEach
  void open() throws Exception {
    site = new Site(directory);
    http = HttpServer.start(config(Duration.ofSeconds(20)), site.endpoint(LIMITS));
  }

  private static HttpConfig config(Duration idle) {
    return config(idle, Duration.ofSeconds(20));
  }

  private static HttpConfig config(Duration idle, Duration headers) {
    return new HttpConfig(
        "limits", "127.0.0.1", 0, Set.of(), Set.of(), 16, idle, headers, Duration.ofSeconds(1));
  }

  @AfterEach
  void close() throws Exception {
    held.countDown();
    http.close();
    site.close();
  }

  @Test
  void aHugeRequestIsRefusedByItsLength() throws Exception {
    try (var raw = new RawHttp(http.url())) {
      raw.say("POST /rpc/v0 HTTP/1.1\r\n" + host() + "Content-Length: 1000000000000\r\n\r\n{");

      assertThat(raw.status()).startsWith("HTTP/1.1 413");
    }
  }

  @Test
  void aHugeRequestIsRefusedWhereItPassesTheLimit() throws Exception {
    var chunk = "4e20\r\n" + " ".repeat(20_000) + "\r\n";
    try (var raw = new RawHttp(http.url())) {
      raw.say("POST /rpc/v0 HTTP/1.1\r\n" + host() + "Transfer-Encoding: chunked\r\n\r\n");
      for (int i = 0; i < 11; i++) {
        raw.say(chunk);
      }

      assertThat(raw.status()).startsWith("HTTP/1.1 413");
    }
  }

  @Test
  void aLargeRequestWithinTheLimitIsTaken() throws Exception {
    try (var raw = new RawHttp(http.url())) {
      raw.post(host(), VERSION + " ".repeat(150_000));

      assertThat(raw.status()).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void hugeHeadersAreRefused() throws Exception {
    try (var raw = new RawHttp(http.url())) {
      raw.post(host() + "X: " + "x".repeat(100_000) + "\r\n", VERSION);

      assertThat(raw.status()).startsWith("HTTP/1.1 431");
    }
  }

  @Test
  void deepJsonIsRefused() throws Exception {
    try (var raw = new RawHttp(http.url())) {
      raw.post(host() + "Connection: close\r\n", "[".repeat(100_000));

      assertThat(raw.rest()).startsWith("HTTP/1.1 400").contains("-32700");
    }
  }

  @Test
  void aClientThatSaysNothingOrTooSlowlyIsCutOff() throws Exception {
    try (var impatient = HttpServer.start(config(Duration.ofMillis(200)), site.endpoint(LIMITS));
        var silent = new RawHttp(impatient.url());
        var slow = new RawHttp(impatient.url());
        var bodyless = new RawHttp(impatient.url())) {
      slow.say("POST /rpc/v0 HTTP/1.1\r\nHo");
      bodyless.say(
          "POST /rpc/v0 HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{\"json");

      assertThat(silent.rest()).isEmpty();
      assertThat(slow.rest()).doesNotContain("200");
      assertThat(bodyless.rest()).doesNotContain("200");
    }
  }

  @Test
  void headersThatTrickleInAreCutOff() throws Exception {
    var headers = Duration.ofMillis(200);
    try (var impatient =
            HttpServer.start(config(Duration.ofSeconds(20), headers), site.endpoint(LIMITS));
        var first = new RawHttp(impatient.url());
        var second = new RawHttp(impatient.url())) {
      first.say("POST /rpc/v0 HTTP/1.1\r\nHost: localhost\r\nX: ");
      second.post("Host: localhost\r\n", VERSION);
      assertThat(second.answer()).startsWith("HTTP/1.1 200");
      second.say("POST /rpc/v0 HTTP/1.1\r\nHost: localhost\r\nX: ");

      assertThat(first.trickle()).isEmpty();
      assertThat(second.trickle()).isEmpty();
    }
  }

  @Test
  void aCallMayTakeLongerThanItsHeaders() throws Exception {
    site.mounts.gate("a", this::hold);
    site.put("a");
    var config = config(Duration.ofSeconds(20), Duration.ofMillis(200));
    try (var impatient = HttpServer.start(config, site.endpoint(LIMITS));
        var raw = new RawHttp(impatient.url());
        var silent = new RawHttp(impatient.url())) {
      raw.post("Host: localhost\r\nAuthorization: Bearer " + site.all() + "\r\n", register("a"));
      assertThat(silent.rest()).isEmpty();
      held.countDown();

      assertThat(raw.status()).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void aWebSocketMayStayQuiet() throws Exception {
    var config = config(Duration.ofSeconds(20), Duration.ofMillis(200));
    try (var impatient = HttpServer.start(config, site.endpoint(LIMITS));
        var line = new RawHttp(impatient.url());
        var silent = new RawHttp(impatient.url())) {
      line.say("GET /rpc/v0 HTTP/1.1\r\nHost: localhost\r\n" + RawHttp.UPGRADE + "\r\n");
      assertThat(line.answer()).startsWith("HTTP/1.1 101");
      assertThat(silent.rest()).isEmpty();

      assertThat(line.ping()).isTrue();
    }
  }

  @Test
  void aCallMayTakeLongerThanASilence() throws Exception {
    site.mounts.gate("a", this::hold);
    site.put("a");
    try (var impatient = HttpServer.start(config(Duration.ofMillis(200)), site.endpoint(LIMITS));
        var raw = new RawHttp(impatient.url());
        var silent = new RawHttp(impatient.url())) {
      raw.post("Host: localhost\r\nAuthorization: Bearer " + site.all() + "\r\n", register("a"));
      assertThat(silent.rest()).isEmpty();
      held.countDown();

      assertThat(raw.status()).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void moreCallsThanMayRunAreToldSo() throws Exception {
    for (var name : new String[] {"a", "b"}) {
      site.put(name);
      site.mounts.gate(name, this::hold);
    }
    var token = "Authorization: Bearer " + site.all() + "\r\n";
    try (var first = new RawHttp(http.url());
        var second = new RawHttp(http.url());
        var third = new RawHttp(http.url())) {
      first.post(host() + token, register("a"));
      second.post(host() + token, register("b"));
      while (site.mounts.opens() < 2) {
        Thread.onSpinWait();
      }

      third.post(host(), VERSION);

      assertThat(third.status()).startsWith("HTTP/1.1 503");
      held.countDown();
      assertThat(first.status()).startsWith("HTTP/1.1 200");
      assertThat(second.status()).startsWith("HTTP/1.1 200");
    }
  }

  private void hold() {
    try {
      held.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String register(String name) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"DagstoreRegisterMount\",\"params\":[\"%s\",\"%s\",{}]}"
        .formatted(name, FakeMounts.uri(name));
  }

  @Test
  void connectionsAboveTheLimitWait() throws Exception {
    var open = new ArrayList<RawHttp>();
    try {
      for (int i = 0; i < 16; i++) {
        var raw = new RawHttp(http.url());
        open.add(raw);
        raw.post(host(), VERSION);
        assertThat(raw.status()).startsWith("HTTP/1.1 200");
      }
      var more = new RawHttp(http.url());
      open.add(more);
      more.post(host(), VERSION);
      open.removeFirst().close();

      assertThat(more.status()).startsWith("HTTP/1.1 200");
    } finally {
      for (var raw : open) {
        raw.close();
      }
    }
  }

  private String host() {
    return "Host: " + http.url().getAuthority() + "\r\n";
  }
}
