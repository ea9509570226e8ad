package io.dagstore.core.store;

import static io.dagstore.core.store.Fixture.CAR;
import static io.dagstore.core.store.Fixture.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dagstore.core.api.DagStoreException.ShardBusy;
import io.dagstore.core.api.DagStoreException.ShardExists;
import io.dagstore.core.api.DagStoreException.ShardFailed;
import io.dagstore.core.api.DagStoreException.UnknownShard;
import io.dagstore.core.api.RegisterOptions;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardState;
import io.dagstore.core.testkit.SampleCar;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ConcurrencyTest {
  private static final int THREADS = 32;

  @TempDir Path directory;

  @Test
  void oneOfManyRegistrationsOfAKeyWins() throws Exception {
    var fixture = new Fixture(directory);
    var mount = fixture.mounts.put("a", CAR.bytes());
    var refused = new AtomicInteger();
    try (var store = fixture.open()) {
      inParallel(_ -> {
        try {
          store.register(KEY, mount);
        } catch (ShardExists e) {
          refused.incrementAndGet();
        }
        return store.get(CAR.root()).orElseThrow();
      });
      assertThat(refused).hasValue(THREADS - 1);
      assertThat(fixture.mounts.opens()).isEqualTo(2);
    }
    fixture.mounts.guard().assertAllClosed();
  }

  @Test
  void manyAcquirersOfALazyShardShareOneIndexing() throws Exception {
    var fixture = new Fixture(directory);
    var mount = fixture.mounts.put("a", CAR.bytes());
    try (var store = fixture.open()) {
      store.register(KEY, mount, RegisterOptions.LAZY);
      inParallel(_ -> {
        try (var accessor = store.acquire(KEY)) {
          return accessor.blockstore().get(CAR.root()).orElseThrow();
        }
      });
      assertThat(Fixture.state(store, KEY)).isEqualTo(ShardState.AVAILABLE);
      assertThat(fixture.mounts.opens()).isEqualTo(2);
    }
    fixture.mounts.guard().assertAllClosed();
  }

  /** Test 20, TestFailingAcquireErrorPropagates. */
  @Test
  void aFailureReachesEveryWaiter() throws Exception {
    var fixture = new Fixture(directory);
    var open = new CountDownLatch(1);
    var mount = fixture.mounts.put("junk", new byte[1024]);
    fixture.mounts.gate("junk", () -> awaitQuietly(open));
    try (var store = fixture.open()) {
      store.register(KEY, mount, RegisterOptions.LAZY);
      var waiting = start(_ -> store.acquire(KEY));
      Fixture.await(() -> fixture.mounts.opens() == 1);
      open.countDown();
      for (var waiter : waiting) {
        assertThatExceptionOfType(ExecutionException.class)
            .isThrownBy(waiter::get)
            .withCauseInstanceOf(ShardFailed.class);
      }
      assertThat(fixture.mounts.opens()).isEqualTo(1);
    }
  }

  /** B3, and B18: who waits for an indexing can stop waiting, at the cost of nobody. */
  @Test
  void anInterruptedWaiterHarmsNoOther() throws Exception {
    var fixture = new Fixture(directory);
    var open = new CountDownLatch(1);
    var mount = fixture.mounts.put("a", CAR.bytes());
    fixture.mounts.gate("a", () -> awaitQuietly(open));
    try (var store = fixture.open()) {
      store.register(KEY, mount, RegisterOptions.LAZY);
      var impatient = new FutureTask<>(() -> store.acquire(KEY));
      var thread = Thread.ofVirtual().start(impatient);
      Fixture.await(() -> fixture.mounts.opens() == 1);
      var patient = start(_ -> store.acquire(KEY));
      thread.interrupt();
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(impatient::get)
          .withCauseInstanceOf(InterruptedException.class);
      open.countDown();
      for (var waiter : patient) {
        waiter.get().close();
      }
      assertThat(store.info(KEY).orElseThrow().error()).isEmpty();
    }
  }

  /** B18: who stopped waiting has no hold that nobody would close. */
  @Test
  void anAbandonedAcquireLeavesNoLease() throws Exception {
    var fixture = new Fixture(directory);
    var open = new CountDownLatch(1);
    var mount = fixture.mounts.put("a", CAR.bytes());
    fixture.mounts.gate("a", () -> awaitQuietly(open));
    try (var store = fixture.open()) {
      store.register(KEY, mount, RegisterOptions.LAZY);
      var impatient = new FutureTask<>(() -> store.acquire(KEY));
      var thread = Thread.ofVirtual().start(impatient);
      Fixture.await(() -> fixture.mounts.opens() == 1);
      thread.interrupt();
      Fixture.await(impatient::isDone);
      open.countDown();

      store.initialize(KEY);
      store.destroy(KEY);
      assertThat(store.info(KEY)).isEmpty();
    }
    fixture.mounts.guard().assertAllClosed();
  }

  @Test
  void anInterruptedCallerLeavesTheRecordsUsable() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = fixture.open()) {
      fixture.registerSample(store);
      var seen =
          new FutureTask<>(() -> {
            Thread.currentThread().interrupt();
            return store.info(KEY).isPresent() && Thread.interrupted();
          });
      Thread.ofVirtual().start(seen);

      assertThat(seen.get()).isTrue();
      assertThat(store.info(KEY)).isPresent();
    }
  }

  @Test
  void aShardMayComeAndGoUnderItsReaders() throws Exception {
    var fixture = new Fixture(directory);
    var mount = fixture.mounts.put("a", CAR.bytes());
    try (var store = fixture.open()) {
      inParallel(seed -> {
        var random = new Random(seed);
        for (int i = 0; i < 40; i++) {
          anyCall(store, random.nextInt(5), mount);
        }
        return true;
      });
      if (store.info(KEY).isPresent()) {
        store.destroy(KEY);
      }
      assertThat(fixture.inverted.shards()).isEmpty();
      assertThat(fixture.shardIndices.keys()).isEmpty();
    }
    fixture.mounts.guard().assertAllClosed();
  }

  @Test
  void onlySomeShardsStayOpen() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = Store.open(fixture.config().maxOpenShards(4))) {
      var cars = IntStream.range(0, 24).mapToObj(i -> SampleCar.small(3, i)).toList();
      for (int i = 0; i < cars.size(); i++) {
        store.register(ShardKey.of("k" + i), fixture.mounts.put("m" + i, cars.get(i).bytes()));
      }
      inParallel(seed -> {
        for (int i = 0; i < cars.size(); i++) {
          var car = cars.get((i * 7 + seed) % cars.size());
          assertThat(store.get(car.block(1).cid())).contains(car.block(1));
        }
        return true;
      });
      Fixture.await(() -> fixture.mounts.guard().stillOpen() <= 4);
    }
    fixture.mounts.guard().assertAllClosed();
  }

  private static void anyCall(Store store, int which, URI mount)
      throws IOException, InterruptedException {
    try {
      switch (which) {
        case 0 -> store.register(KEY, mount);
        case 1 -> store.destroy(KEY);
        case 2 -> {
          try (var accessor = store.acquire(KEY)) {
            assertThat(accessor.blockstore().get(CAR.root())).contains(CAR.block(0));
          }
        }
        case 3 -> store.find(CAR.root()).forEach(key -> assertThat(key).isEqualTo(KEY));
        default ->
            store.get(CAR.root()).ifPresent(block -> assertThat(block).isEqualTo(CAR.block(0)));
      }
    } catch (ShardExists | UnknownShard | ShardBusy e) {
      assertThat(e.key()).isEqualTo(KEY);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped at the gate");
    }
  }

  /** What each of many threads does. */
  @FunctionalInterface
  private interface Work<T> {
    T run(int seed) throws Exception;
  }

  private static <T> List<FutureTask<T>> start(Work<T> work) {
    return IntStream.range(0, THREADS)
        .mapToObj(seed -> new FutureTask<>(() -> work.run(seed)))
        .peek(task -> Thread.ofVirtual().start(task))
        .toList();
  }

  private static <T> void inParallel(Work<T> work) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls =
          IntStream.range(0, THREADS).<Callable<T>>mapToObj(seed -> () -> work.run(seed)).toList();
      for (var call : threads.invokeAll(calls)) {
        call.get();
      }
    }
  }
}
