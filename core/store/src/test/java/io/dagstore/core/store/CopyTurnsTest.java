package io.dagstore.core.store;

import static io.dagstore.core.store.CopySite.CAR;
import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.api.ShardInfo;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How many shards are copied at once: so many, and never one more. */
@Timeout(120)
final class CopyTurnsTest {
  private static final int SHARDS = 16;

  @TempDir Path directory;
  private final Semaphore go = new Semaphore(0);
  private final AtomicInteger begun = new AtomicInteger();
  private CopySite site;

  @BeforeEach
  void begin() {
    site = new CopySite(directory);
    site.streams.gate((_, position) -> {
      if (position == 0) {
        begun.incrementAndGet();
        go.acquireUninterruptibly();
      }
    });
  }

  private List<Future<ShardInfo>> registerAll(Store store, ExecutorService threads) {
    var registrations = new ArrayList<Future<ShardInfo>>();
    for (int i = 0; i < SHARDS; i++) {
      var key = ShardKey.of("k" + i);
      var uri = site.streams.put("k" + i, CAR.bytes());
      registrations.add(threads.submit(() -> store.register(key, uri)));
    }
    return registrations;
  }

  private static long count(Store store, ShardState state) throws Exception {
    return store.stat().shards().getOrDefault(state, 0L);
  }

  /** Tests 16 and 36, TestThrottleFetch and TestUpgraderFetchAndCopyThrottle: mounts are ready. */
  @Test
  void soManyAreCopiedAtOnceAndNoMore() throws Exception {
    try (var store = Store.open(site.config().maxCopying(5));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var registrations = registerAll(store, threads);
      Fixture.await(() -> begun.get() == 5 && count(store, ShardState.INITIALIZING) == SHARDS);
      assertThat(site.streams.opens()).isEqualTo(5);

      go.release(5);
      Fixture.await(() -> begun.get() == 10 && count(store, ShardState.AVAILABLE) == 5);
      assertThat(site.streams.opens()).isEqualTo(10);
      assertThat(count(store, ShardState.INITIALIZING)).isEqualTo(SHARDS - 5);

      go.release(SHARDS);
      for (var registration : registrations) {
        registration.get();
      }
      assertThat(count(store, ShardState.AVAILABLE)).isEqualTo(SHARDS);
    }
  }

  /** Test 36: those that are not ready may take hours and are not counted. */
  @Test
  void whatIsNotReadyIsNotCounted() throws Exception {
    site.streams.ready(false);
    allAtOnce(site.config().maxCopying(5));
  }

  @Test
  void withoutALimitAllAreCopiedAtOnce() throws Exception {
    allAtOnce(site.config().maxCopying(0));
  }

  private void allAtOnce(StoreConfig config) throws Exception {
    try (var store = Store.open(config);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var registrations = registerAll(store, threads);
      Fixture.await(() -> begun.get() == SHARDS);
      go.release(SHARDS);
      for (var registration : registrations) {
        registration.get();
      }
    }
  }

  /** Copying takes no turn of indexing, however few there are. */
  @Test
  void whatIsCopiedHoldsUpNobodyWhoIsIndexed() throws Exception {
    try (var store = Store.open(site.config().maxIndexing(1));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var registrations = registerAll(store, threads);
      Fixture.await(() -> begun.get() == SHARDS);
      site.fixture.registerSample(store);
      go.release(SHARDS);
      for (var registration : registrations) {
        registration.get();
      }
    }
  }

  /** A turn that is waited for keeps no room, and nobody waits for each other's. */
  @Test
  void fewTurnsAndLittleRoomGoTogether() throws Exception {
    go.release(1000);
    try (var store = Store.open(site.room(3.5).maxCopying(2));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var registration : registerAll(store, threads)) {
        registration.get();
      }
      assertThat(count(store, ShardState.AVAILABLE)).isEqualTo(SHARDS);
    }
  }
}
