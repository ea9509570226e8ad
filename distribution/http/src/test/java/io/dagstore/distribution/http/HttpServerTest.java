package io.dagstore.distribution.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagstore.distribution.rpc.ApiInfo;
import io.dagstore.distribution.rpc.RemoteNode;
import java.net.BindException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HttpServerTest {
  @TempDir Path directory;

  @Test
  void answersCallsAndChannels() throws Exception {
    try (var site = new Site(directory);
        var http = HttpServer.start(HttpConfig.of("one"), site.endpoint());
        var node = RemoteNode.connect(new ApiInfo(http.url(), Optional.of(site.all())))) {
      var info = node.store().register(Site.KEY, site.put("a"));
      var events = new ArrayList<String>();
      node.initializeAll(2, true, event -> events.add(event.event()));

      assertThat(info.blocks()).isEqualTo(20);
      assertThat(node.status().pid()).isEqualTo(7);
      assertThat(events).isEmpty();
    }
  }

  @Test
  void aTakenPortIsNamed() throws Exception {
    try (var site = new Site(directory);
        var http = HttpServer.start(HttpConfig.of("one"), site.endpoint())) {
      var same = HttpConfig.of("two").at("127.0.0.1", http.url().getPort());

      assertThatThrownBy(() -> HttpServer.start(same, site.endpoint()))
          .isInstanceOf(BindException.class)
          .hasMessageContaining("listen 127.0.0.1:" + http.url().getPort());
    }
  }
}
