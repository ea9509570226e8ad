package io.dagstore.core.store;

import static io.dagstore.core.store.Fixture.CAR;
import static io.dagstore.core.store.Fixture.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dagstore.core.api.Collected;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardState;
import io.dagstore.core.api.index.ShardIndexRepository;
import io.dagstore.core.testkit.SampleCar;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A garbage collection that takes its time, beside everything else. */
@Timeout(120)
final class GarbageTest {
  @TempDir Path directory;

  /** B10. */
  @Test
  void whoLeavesACollectionBlocksNobody() throws Exception {
    var fixture = new Fixture(directory);
    var counted = new Counted();
    var collecting = new CountDownLatch(1);
    var slow = new AtomicBoolean(true);
    counted.gate(
        "ShardIndexRepository.collect",
        () -> {
          if (slow.get()) {
            collecting.countDown();
            CopySite.await(new CountDownLatch(1));
          }
        });
    var indices = counted.of(ShardIndexRepository.class, fixture.shardIndices);
    var config =
        StoreConfig.of(directory, fixture.registry, (_, _) -> indices, (_, _) -> fixture.inverted);
    try (var store = Store.open(config)) {
      fixture.registerSample(store);
      var orphan = ShardKey.of("orphan");
      fixture.shardIndices.create(orphan).commit();
      var leaving = new FutureTask<>(store::gc);
      var caller = Thread.ofVirtual().start(leaving);
      collecting.await();
      allGoesOn(fixture, store, 1);

      caller.interrupt();
      assertThatExceptionOfType(ExecutionException.class).isThrownBy(leaving::get);

      allGoesOn(fixture, store, 2);
      slow.set(false);
      assertThat(store.gc()).extracting(Collected::key).isEqualTo(List.of(orphan));
    }
    fixture.mounts.guard().assertAllClosed();
  }

  private static void allGoesOn(Fixture fixture, Store store, int seed) throws Exception {
    var other = ShardKey.of("other");
    store.register(other, fixture.mounts.put("other", SampleCar.small(2, seed).bytes()));
    try (var accessor = store.acquire(KEY)) {
      assertThat(accessor.blockstore().get(CAR.root())).contains(CAR.block(0));
    }
    assertThat(store.get(SampleCar.small(2, seed).root())).isPresent();
    assertThat(store.stat().shards()).containsEntry(ShardState.AVAILABLE, 2L);
    store.destroy(other);
  }
}
