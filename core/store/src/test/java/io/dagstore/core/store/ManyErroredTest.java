package io.dagstore.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dagstore.core.api.DagStoreException.ShardFailed;
import io.dagstore.core.api.RecoverOnStart;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardState;
import io.dagstore.core.api.StoreEvent;
import io.dagstore.core.testkit.FakeMounts;
import io.dagstore.core.testkit.SampleCar;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A start that recovers all of very many, some hundreds or {@code -Ddagstore.shards=20000}. */
@Timeout(3600)
final class ManyErroredTest {
  private static final int MANY = Integer.getInteger("dagstore.shards", 300);

  @TempDir Path directory;

  @Test
  void aStartRecoversEachOnceAndFewAtATime() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = Store.open(config(fixture));
        var hands = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, MANY).forEach(number -> hands.execute(() -> fail(store, number)));
    }
    assertThat(fixture.mounts.opens()).isEqualTo(MANY);

    var now = new AtomicInteger();
    var most = new AtomicInteger();
    fixture.mounts.put("late", SampleCar.small(2, 1).bytes());
    fixture.mounts.gate(
        "late",
        () -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          now.decrementAndGet();
        });
    var recovered = new CountDownLatch(MANY);
    var config =
        config(fixture)
            .recoverOnStart(RecoverOnStart.RECOVER_NOW)
            .listener(event -> {
              if (event instanceof StoreEvent.Recovered) {
                recovered.countDown();
              }
            });
    try (var store = Store.open(config)) {
      recovered.await();
      assertThat(store.stat().shards()).isEqualTo(Map.of(ShardState.AVAILABLE, (long) MANY));
    }
    assertThat(fixture.mounts.opens()).isEqualTo(2 * MANY);
    assertThat(most.get()).isBetween(1, 64);
    fixture.mounts.guard().assertAllClosed();
  }

  /** Without a listener that keeps every event. */
  private static StoreConfig config(Fixture fixture) {
    return StoreConfig.of(
        fixture.directory,
        fixture.registry,
        (_, _) -> fixture.shardIndices,
        (_, _) -> fixture.inverted);
  }

  private static void fail(Store store, int number) {
    assertThatExceptionOfType(ShardFailed.class)
        .isThrownBy(() -> store.register(ShardKey.of("k" + number), FakeMounts.uri("late")));
  }
}
