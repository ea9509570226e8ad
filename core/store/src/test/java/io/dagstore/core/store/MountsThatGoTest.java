package io.dagstore.core.store;

import static io.dagstore.core.store.Fixture.CAR;
import static io.dagstore.core.store.Fixture.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dagstore.core.api.DagStoreException.ShardFailed;
import io.dagstore.core.api.DagStoreException.ShardUnavailable;
import io.dagstore.core.api.DagStoreException.UnknownScheme;
import io.dagstore.core.api.RegisterOptions;
import io.dagstore.core.api.ShardInfo;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardQuery;
import io.dagstore.core.api.ShardState;
import io.dagstore.core.api.StoreEvent;
import io.dagstore.core.api.mount.MountGoneException;
import io.dagstore.core.testkit.FakeMounts;
import io.dagstore.core.testkit.SampleCar;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Mount providers that come and go while a store is open or between two starts. */
@Timeout(60)
final class MountsThatGoTest {
  private static final ShardKey OTHER = ShardKey.of("other");

  private static final SampleCar OTHER_CAR = SampleCar.small(5, 2);

  /** Platform threads: virtual ones that never wait would keep the store's own from running. */
  private static final int READERS = 8;

  @TempDir Path directory;

  @Test
  void aShardIsUnavailableWhileItsProviderIsGoneAndServesAgainByItself() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = fixture.open()) {
      var before = fixture.registerSample(store);
      assertThat(store.get(CAR.root())).isPresent();
      int events = fixture.listener.events().size();

      fixture.registry.remove(fixture.mounts);

      var gone = store.info(KEY).orElseThrow();
      assertThat(gone.state()).isEqualTo(ShardState.UNAVAILABLE);
      assertThat(gone.error()).hasValueSatisfying(why -> assertThat(why).contains("scheme fake"));
      assertThat(gone.blocks()).isEqualTo(before.blocks());
      assertThatExceptionOfType(ShardUnavailable.class).isThrownBy(() -> store.get(CAR.root()));
      assertThatExceptionOfType(ShardUnavailable.class).isThrownBy(() -> store.find(CAR.root()));
      assertThatExceptionOfType(ShardUnavailable.class)
          .isThrownBy(() -> store.acquire(KEY))
          .satisfies(e -> assertThat(e.scheme()).isEqualTo("fake"));
      Fixture.await(() -> fixture.mounts.guard().stillOpen() == 0);

      fixture.registry.add(fixture.mounts);

      assertThat(store.info(KEY)).contains(before);
      assertThat(store.get(CAR.root())).isPresent();
      assertThat(fixture.listener.events()).hasSize(events);
    }
    fixture.mounts.guard().assertAllClosed();
  }

  @Test
  void listsAndCountsByWhatHoldsNow() throws Exception {
    var fixture = new Fixture(directory);
    var others = new FakeMounts("others");
    fixture.registry.add(others);
    try (var store = fixture.open()) {
      fixture.registerSample(store);
      store.register(OTHER, others.put("o", CAR.bytes()));

      fixture.registry.remove(others);

      assertThat(keys(store, ShardState.UNAVAILABLE)).containsExactly(OTHER);
      assertThat(keys(store, ShardState.AVAILABLE)).containsExactly(KEY);
      assertThat(store.stat().shards())
          .isEqualTo(Map.of(ShardState.AVAILABLE, 1L, ShardState.UNAVAILABLE, 1L));
      assertThat(store.find(CAR.root())).containsExactly(KEY);
      assertThat(store.get(CAR.root())).isPresent();
      assertThat(store.size(CAR.root())).isPresent();
    }
  }

  @Test
  void anErroredShardStaysErroredAndSaysItsOwnReason() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = fixture.open()) {
      var uri = fixture.mounts.put("bad", new byte[] {1, 2, 3});
      assertThatExceptionOfType(ShardFailed.class).isThrownBy(() -> store.register(KEY, uri));
      var before = store.info(KEY);

      fixture.registry.remove(fixture.mounts);

      assertThat(store.info(KEY)).isEqualTo(before);
      assertThatExceptionOfType(ShardUnavailable.class).isThrownBy(() -> store.recover(KEY));
      assertThat(store.info(KEY)).isEqualTo(before);
    }
  }

  @Test
  void anOpenAccessorEndsWithATypedErrorAndANewOneServes() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = fixture.open()) {
      fixture.registerSample(store);
      var accessor = store.acquire(KEY);
      fixture.registry.remove(fixture.mounts);

      assertThatExceptionOfType(MountGoneException.class)
          .isThrownBy(() -> accessor.blockstore().get(CAR.root()))
          .satisfies(e -> assertThat(e.key()).isEqualTo(KEY));
      assertThatExceptionOfType(MountGoneException.class)
          .isThrownBy(() -> accessor.source().read(0, new byte[10], 0, 10));

      fixture.registry.add(fixture.mounts);
      assertThatExceptionOfType(MountGoneException.class)
          .isThrownBy(() -> accessor.blockstore().get(CAR.root()));
      try (var again = store.acquire(KEY)) {
        assertThat(again.blockstore().get(CAR.root())).isPresent();
        accessor.close();
        assertThat(Fixture.state(store, KEY)).isEqualTo(ShardState.SERVING);
      }
    }
    fixture.mounts.guard().assertAllClosed();
  }

  @Test
  void aReaderInsideFinishesBeforeItsSourceIsClosed() throws Exception {
    var slow = new SlowMounts();
    var fixture = new Fixture(directory);
    fixture.registry.add(slow);
    try (var store = fixture.open();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      store.register(KEY, SlowMounts.AT);
      var accessor = store.acquire(KEY);
      slow.holdBack();
      var reading = threads.submit(() -> accessor.source().readUpTo(0, new byte[10], 0, 10));
      slow.awaitReader();

      fixture.registry.remove(slow);
      assertThat(Fixture.state(store, KEY)).isEqualTo(ShardState.UNAVAILABLE);
      assertThat(slow.closed()).isFalse();
      slow.goOn();

      assertThat(reading.get()).isEqualTo(10);
      Fixture.await(slow::closed);
      accessor.close();
    }
  }

  @Test
  void anUnavailableShardCanBeDestroyed() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = fixture.open()) {
      fixture.registerSample(store);
      var accessor = store.acquire(KEY);
      fixture.registry.remove(fixture.mounts);

      store.destroy(KEY);

      assertThat(store.info(KEY)).isEmpty();
      assertThat(store.get(CAR.root())).isEmpty();
      accessor.close();
    }
  }

  @Test
  void aLazyShardWaitsForItsProvider() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = fixture.open()) {
      store.register(KEY, fixture.mounts.put("a", CAR.bytes()), RegisterOptions.LAZY);
      fixture.registry.remove(fixture.mounts);

      assertThatExceptionOfType(ShardUnavailable.class).isThrownBy(() -> store.initialize(KEY));
      assertThatExceptionOfType(UnknownScheme.class)
          .isThrownBy(() -> store.register(OTHER, FakeMounts.uri("b")));

      fixture.registry.add(fixture.mounts);
      assertThat(Fixture.state(store, KEY)).isEqualTo(ShardState.NEW);
      assertThat(store.initialize(KEY).state()).isEqualTo(ShardState.AVAILABLE);
    }
  }

  @Test
  void indexingThatLosesItsProviderGoesOnWhenItIsBack() throws Exception {
    var fixture = new Fixture(directory);
    var opening = new CountDownLatch(1);
    var gone = new CountDownLatch(1);
    fixture.mounts.gate(
        "a",
        () -> {
          opening.countDown();
          awaitQuietly(gone);
          throw new IOException("its bundle is being stopped");
        });
    try (var store = fixture.open();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var registering = threads.submit(() -> fixture.registerSample(store));
      opening.await();
      fixture.registry.remove(fixture.mounts);
      gone.countDown();

      assertThat(registering)
          .failsWithin(Duration.ofSeconds(20))
          .withThrowableOfType(ExecutionException.class)
          .withCauseInstanceOf(ShardUnavailable.class);
      assertThat(Fixture.state(store, KEY)).isEqualTo(ShardState.UNAVAILABLE);

      fixture.mounts.gate("a", () -> {});
      fixture.registry.add(fixture.mounts);
      Fixture.await(() -> Fixture.state(store, KEY) == ShardState.AVAILABLE);
      assertThat(store.get(CAR.root())).isPresent();
      assertThat(fixture.listener.events(StoreEvent.Failed.class)).isEmpty();
    }
  }

  @Test
  void aRegistrationCutShortWaitsOverAStartWithoutItsProvider() throws Exception {
    var fixture = new Fixture(directory);
    var cutShort = new CutShort("scanned");
    try (var store = Store.open(fixture.config().steps(cutShort))) {
      assertThatExceptionOfType(CutShort.Killed.class)
          .isThrownBy(() -> fixture.registerSample(store));
    }
    fixture.registry.remove(fixture.mounts);

    for (int start = 0; start < 2; start++) {
      try (var store = fixture.open()) {
        assertThat(Fixture.state(store, KEY)).isEqualTo(ShardState.UNAVAILABLE);
        assertThatExceptionOfType(ShardUnavailable.class).isThrownBy(() -> store.acquire(KEY));
      }
    }
    try (var store = fixture.open()) {
      fixture.registry.add(fixture.mounts);
      Fixture.await(() -> Fixture.state(store, KEY) == ShardState.AVAILABLE);
      assertThat(store.get(CAR.root())).isPresent();
    }
  }

  @Test
  void lostIndicesOfAnUnavailableShardAreMadeAgainWhenItsProviderIsBack() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = fixture.open()) {
      fixture.registerSample(store);
    }
    fixture.inverted.remove(0);
    fixture.shardIndices.drop(KEY);
    fixture.registry.remove(fixture.mounts);

    try (var store = fixture.open()) {
      assertThat(Fixture.state(store, KEY)).isEqualTo(ShardState.UNAVAILABLE);

      fixture.registry.add(fixture.mounts);
      Fixture.await(() -> Fixture.state(store, KEY) == ShardState.AVAILABLE);
      assertThat(store.get(CAR.root())).isPresent();
    }
  }

  @Test
  void aStoreThatIsClosedHearsNoMore() throws Exception {
    var fixture = new Fixture(directory);
    var store = fixture.open();
    fixture.registerSample(store);
    store.close();

    fixture.registry.remove(fixture.mounts);
    fixture.registry.add(fixture.mounts);

    fixture.mounts.guard().assertAllClosed();
  }

  @Test
  void readersMeetASoundBlockOrATypedAnswerWhileProvidersComeAndGo() throws Exception {
    var fixture = new Fixture(directory);
    var others = new FakeMounts("others");
    fixture.registry.add(others);
    var going = new AtomicBoolean(true);
    try (var store = fixture.open();
        var threads = Executors.newFixedThreadPool(READERS)) {
      fixture.registerSample(store);
      store.register(OTHER, others.put("o", OTHER_CAR.bytes()));
      var readers =
          IntStream.range(0, READERS)
              .mapToObj(i -> threads.submit(() -> readWhile(going, store, i)))
              .toList();

      for (int round = 0; round < 200; round++) {
        fixture.registry.remove(fixture.mounts);
        Thread.onSpinWait();
        fixture.registry.add(fixture.mounts);
      }
      going.set(false);

      for (var reader : readers) {
        assertThat(reader.get()).isPositive();
      }
      assertThat(store.get(CAR.root())).isPresent();
      assertThat(keys(store, ShardState.AVAILABLE)).containsExactly(OTHER, KEY);
    }
    fixture.mounts.guard().assertAllClosed();
    others.guard().assertAllClosed();
  }

  private static int readWhile(AtomicBoolean going, Store store, int seed) throws Exception {
    int reads = 0;
    for (int i = seed; reads == 0 || going.get(); i++) {
      assertThat(store.get(OTHER_CAR.block(i % 5).cid())).isPresent();
      var block = CAR.list().get(i % CAR.list().size());
      try (var accessor = store.acquire(KEY)) {
        assertThat(accessor.blockstore().get(block.cid())).contains(block);
        assertThat(store.get(block.cid())).contains(block);
      } catch (ShardUnavailable | MountGoneException e) {
        assertThat(e).hasMessageContaining("fake");
      }
      reads++;
    }
    return reads;
  }

  private static List<ShardKey> keys(Store store, ShardState state) throws IOException {
    return store.list(ShardQuery.FIRST.state(state)).stream().map(ShardInfo::key).toList();
  }

  private static void awaitQuietly(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
