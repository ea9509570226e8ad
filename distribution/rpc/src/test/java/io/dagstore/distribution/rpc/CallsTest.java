package io.dagstore.distribution.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.testkit.FakeMounts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CallsTest {
  @TempDir Path directory;

  @Test
  void aCallThatTakesTooLongIsToldSoAndItsWorkGoesOn() throws Exception {
    var limits = new RpcLimits(1 << 20, 4, 4, Duration.ofMillis(50), Duration.ofSeconds(1));
    var held = new CountDownLatch(1);
    try (var site = new Site(directory);
        var endpoint = site.endpoint(limits)) {
      site.put("a");
      site.mounts.gate(
          "a",
          () -> {
            try {
              held.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
      var rpc = new Exchange(endpoint, Caller.trusted());
      var uri = "\"" + FakeMounts.uri("a") + "\"";

      var said = rpc.call("DagstoreRegisterMount", "\"k\"", uri, "{}");

      assertThat(said.code()).isEqualTo("-32001");
      assertThat(said.message()).contains("the work may go on");
      held.countDown();
      assertThat(site.store.initialize(io.dagstore.core.api.ShardKey.of("k")).blocks())
          .isEqualTo(20);
    }
  }

  @Test
  void nothingRunsAfterTheEnd() throws Exception {
    try (var site = new Site(directory)) {
      var endpoint = site.endpoint();
      endpoint.close();

      var said = new Exchange(endpoint, Caller.trusted()).call("Version");

      assertThat(said.code()).isEqualTo("-32000");
      assertThat(said.status()).isEqualTo(503);
    }
  }
}
