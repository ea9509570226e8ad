package io.dagstore.distribution.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.api.ShardKey;
import io.dagstore.core.testkit.SampleCar;
import io.dagstore.distribution.runtime.Node;
import io.dagstore.distribution.runtime.NodeSetup;
import io.dagstore.distribution.runtime.plugin.Plugin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Waits of a day, by a clock of the test. */
@Timeout(60)
final class OpenReadsTest {
  private static final SampleCar CAR = SampleCar.small(5, 1);
  private static final ShardKey KEY = ShardKey.of("a");
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir private Path folder;
  private Node node;

  @BeforeEach
  void start() throws Exception {
    node =
        Node.start(
            NodeSetup.of(folder.resolve("repo"))
                .environment(Map.of("DAGSTORE_RPC_LISTEN", "", "DAGSTORE_RPC_GRACE", "0s"))
                .plugins(Plugin.ofServiceLoader(OpenReadsTest.class.getClassLoader())));
    node.store().register(KEY, CAR.writeTo(folder.resolve("a.car")).toUri());
  }

  @AfterEach
  void stop() throws Exception {
    node.close();
  }

  @Test
  void theyAreNotGivenTheTimeThatTheServerHasUsedUp() throws Exception {
    var nanos = new AtomicLong();
    var grace = new Grace(DAY, nanos::get);
    try (var _ = node.store().acquire(KEY)) {
      grace.begin();
      nanos.addAndGet(DAY.toNanos());

      new OpenReads(node.store(), grace).close();

      assertThat(grace.lasts()).isFalse();
    }
  }

  @Test
  void theirWaitEndsInTheMiddleWhenTheTimeIsOver() throws Exception {
    var nanos = new AtomicLong();
    // Each look at the clock is an hour later than the one before.
    var grace = new Grace(DAY, () -> nanos.getAndAdd(Duration.ofHours(1).toNanos()));
    try (var _ = node.store().acquire(KEY)) {
      new OpenReads(node.store(), grace).close();

      assertThat(nanos.get()).isBetween(DAY.toNanos(), 2 * DAY.toNanos());
    }
  }

  @Test
  void whereNobodyReadsNobodyWaits() throws Exception {
    var grace = new Grace(DAY, () -> 0);

    new OpenReads(node.store(), grace).close();

    assertThat(grace.lasts()).isTrue();
  }
}
