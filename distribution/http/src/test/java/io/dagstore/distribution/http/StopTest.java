package io.dagstore.distribution.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagstore.core.api.journal.JournalEvent;
import io.dagstore.core.api.journal.JournalQuery;
import io.dagstore.distribution.rpc.ApiInfo;
import io.dagstore.distribution.rpc.RemoteNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server does when it ends, and what it leaves. */
final class StopTest {
  @TempDir Path directory;

  @Test
  void aCallInFlightIsAnsweredWithinTheGraceTime() throws Exception {
    var held = new CountDownLatch(1);
    var begun = new CountDownLatch(1);
    try (var site = new Site(directory)) {
      site.put("a");
      site.mounts.gate("a", () -> hold(begun, held));
      var http = HttpServer.start(HttpConfig.of("graceful"), site.endpoint());
      try (var node = RemoteNode.connect(new ApiInfo(http.url(), Optional.of(site.all())))) {
        var blocks = new AtomicLong();
        var caller = Thread.ofVirtual().start(() -> blocks.set(register(site, node)));
        begun.await();
        var stopping = Thread.ofVirtual().start(http::close);
        while (accepts(http)) {
          Thread.onSpinWait();
        }
        held.countDown();
        caller.join();
        stopping.join();

        assertThat(blocks.get()).isEqualTo(20);
      }
    }
  }

  private static void hold(CountDownLatch begun, CountDownLatch held) {
    begun.countDown();
    try {
      held.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long register(Site site, RemoteNode node) {
    try {
      return node.store().register(Site.KEY, site.put("a")).blocks();
    } catch (IOException | InterruptedException e) {
      return -1;
    }
  }

  private static boolean accepts(HttpServer http) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), http.url().getPort())) {
      return socket.isConnected();
    } catch (ConnectException e) {
      return false;
    }
  }

  @Test
  void aChannelEndsWithTheNode() throws Exception {
    try (var site = new Site(directory)) {
      var http = HttpServer.start(HttpConfig.of("channels"), site.endpoint());
      try (var node = RemoteNode.connect(new ApiInfo(http.url(), Optional.of(site.all())))) {
        var following = new CountDownLatch(1);
        var end = new AtomicReference<Throwable>();
        var follower =
            Thread.ofVirtual()
                .start(() -> {
                  try {
                    node.journal(JournalQuery.ALL.following(), _ -> following.countDown());
                  } catch (IOException | InterruptedException | RuntimeException e) {
                    end.set(e);
                  }
                });
        site.journal.record(new JournalEvent(site.time.instant(), "test", "a", Map.of()));
        following.await();

        http.close();
        follower.join();

        assertThat(end.get()).hasMessageContaining("the node is stopping");
      }
    }
  }

  @Test
  void nothingOfItIsLeft() throws Exception {
    try (var site = new Site(directory)) {
      var http = HttpServer.start(HttpConfig.of("leaves-nothing"), site.endpoint());
      var url = http.url();
      try (var node = RemoteNode.connect(new ApiInfo(url, Optional.of(site.all())))) {
        node.status();
      }
      assertThat(threads()).isNotEmpty();

      http.close();
      http.close();

      assertThat(threads()).isEmpty();
      assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), url.getPort()).close())
          .isInstanceOf(ConnectException.class);
    }
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(name -> name.startsWith("leaves-nothing"))
        .toList();
  }

  @Test
  void itListensOnTheOtherLoopbackToo() throws Exception {
    try (var site = new Site(directory);
        var http = HttpServer.start(HttpConfig.of("six").at("::1", 0), site.endpoint());
        var node = RemoteNode.connect(new ApiInfo(http.url(), Optional.of(site.all())))) {
      assertThat(http.url().getHost()).isEqualTo("[::1]");
      assertThat(node.status().pid()).isEqualTo(7);
    }
  }
}
