package io.dagstore.core.store;

import static io.dagstore.core.store.Fixture.CAR;
import static io.dagstore.core.store.Fixture.KEY;
import static io.dagstore.core.store.Fixture.begun;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dagstore.core.api.Accessor;
import io.dagstore.core.api.DagStoreException.ShardBusy;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardState;
import io.dagstore.core.api.VerifyPolicy;
import io.dagstore.core.testkit.SampleCar;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many who hold one shard, who ask twice, who are slow. */
@Timeout(120)
final class AccessorsTest {
  private static final int MANY = 200;

  @TempDir Path directory;
  private Fixture fixture;

  @BeforeEach
  void begin() {
    fixture = new Fixture(directory);
  }

  /** Test 10, TestConcurrentAcquires. */
  @Test
  void manyHoldOneShardAndItIsIdleBehindTheLast() throws Exception {
    try (var store = fixture.open()) {
      fixture.registerSample(store);
      int opens = fixture.mounts.opens();
      var acquiring =
          IntStream.range(0, MANY).mapToObj(_ -> begun(() -> store.acquire(KEY))).toList();
      var held = new ArrayList<Accessor>();
      for (var one : acquiring) {
        held.add(one.get());
      }
      assertThat(fixture.mounts.opens()).isEqualTo(opens + 1);
      refusesWhileHeldBy(MANY, store);

      var last = held.removeLast();
      for (var one : held.stream().map(accessor -> begun(() -> readAndClose(accessor))).toList()) {
        assertThat(one.get()).isTrue();
      }
      assertThat(Fixture.state(store, KEY)).isEqualTo(ShardState.SERVING);
      refusesWhileHeldBy(1, store);
      assertThat(readAndClose(last)).isTrue();
      assertThat(Fixture.state(store, KEY)).isEqualTo(ShardState.AVAILABLE);
      store.destroy(KEY);
    }
    fixture.mounts.guard().assertAllClosed();
  }

  private static boolean readAndClose(Accessor accessor) throws Exception {
    try (accessor) {
      return accessor.blockstore().get(CAR.root()).isPresent();
    }
  }

  private static void refusesWhileHeldBy(int holders, Store store) {
    assertThatExceptionOfType(ShardBusy.class)
        .isThrownBy(() -> store.destroy(KEY))
        .satisfies(e -> assertThat(e.leases()).isEqualTo(holders));
  }

  /** B36. */
  @Test
  void whoAsksForTheBlocksAgainOpensNothing() throws Exception {
    try (var store = fixture.open()) {
      fixture.registerSample(store);
      int opens = fixture.mounts.opens();
      try (var accessor = store.acquire(KEY)) {
        for (int again = 0; again < 3; again++) {
          assertThat(accessor.blockstore().get(CAR.root())).isPresent();
          assertThat(accessor.source().size()).isEqualTo(CAR.bytes().length);
        }
        assertThat(fixture.mounts.opens()).isEqualTo(opens + 1);
        assertThat(fixture.mounts.guard().stillOpen()).isEqualTo(1);
      }
      store.destroy(KEY);
      Fixture.await(() -> fixture.mounts.guard().stillOpen() == 0);
    }
  }

  /** Test 23, TestBlockCallback: who takes what was asked for may take all the time there is. */
  @Test
  void whoTakesBlocksOrAccessorsSlowlyStopsNobody() throws Exception {
    var taking = new CountDownLatch(1);
    var going = new CountDownLatch(1);
    try (var store = fixture.open()) {
      fixture.registerSample(store);
      var holding =
          IntStream.range(0, MANY).mapToObj(_ -> begun(() -> holdUntil(going, store))).toList();
      var slow =
          begun(() ->
              takeAll(
                  store,
                  () -> {
                    taking.countDown();
                    CopySite.await(going);
                  }));
      taking.await();
      allGoesOn(store);
      assertThat(slow.isDone()).isFalse();

      going.countDown();
      assertThat(slow.get()).isTrue();
      for (var one : holding) {
        assertThat(one.get()).isTrue();
      }
      assertThat(Fixture.state(store, KEY)).isEqualTo(ShardState.AVAILABLE);
    }
    fixture.mounts.guard().assertAllClosed();
  }

  /** Passed by each block on its way to who asked. */
  @FunctionalInterface
  private interface Taking {
    void pass() throws IOException;
  }

  private static boolean takeAll(Store store, Taking taking) throws Exception {
    store.getMany(
        CAR.cids(),
        VerifyPolicy.ALWAYS,
        (_, block) -> {
          assertThat(block).isPresent();
          taking.pass();
        });
    return true;
  }

  private void allGoesOn(Store store) throws Exception {
    assertThat(takeAll(store, () -> {})).isTrue();
    assertThat(store.get(CAR.root())).isPresent();
    assertThat(readAndClose(store.acquire(KEY))).isTrue();
    var other = ShardKey.of("other");
    store.register(other, fixture.mounts.put("other", SampleCar.small(2, 7).bytes()));
    assertThat(store.get(SampleCar.small(2, 7).root())).isPresent();
    store.destroy(other);
  }

  private static boolean holdUntil(CountDownLatch going, Store store) throws Exception {
    try (var accessor = store.acquire(KEY)) {
      going.await();
      return accessor.blockstore().get(CAR.root()).isPresent();
    }
  }
}
