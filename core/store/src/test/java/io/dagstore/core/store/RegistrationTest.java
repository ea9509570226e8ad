package io.dagstore.core.store;

import static io.dagstore.core.store.Fixture.CAR;
import static io.dagstore.core.store.Fixture.KEY;
import static io.dagstore.core.store.Fixture.begun;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dagstore.core.api.Accessor;
import io.dagstore.core.api.DagStoreException.ShardFailed;
import io.dagstore.core.api.ShardInfo;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardState;
import io.dagstore.core.api.StoreEvent;
import io.dagstore.core.testkit.SampleCar;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Registrations that nobody waits for, that many do at once, that others run into, that fail. */
@Timeout(120)
final class RegistrationTest {
  private static final int MANY = 64;

  @TempDir Path directory;
  private final CountDownLatch gate = new CountDownLatch(1);
  private Fixture fixture;

  @BeforeEach
  void begin() {
    fixture = new Fixture(directory);
  }

  private static void readAll(Store store, Accessor accessor, SampleCar car) throws IOException {
    for (var block : car.list()) {
      assertThat(accessor.blockstore().get(block.cid())).contains(block);
      assertThat(store.find(block.cid())).containsExactly(accessor.key());
    }
  }

  /** Test 4, TestRegisterWithaNilResponseChannel. */
  @Test
  void goesOnByItselfWhenItsCallerDoesNotWaitForIt() throws Exception {
    fixture.mounts.gate("a", () -> CopySite.await(gate));
    try (var store = fixture.open()) {
      var registering = new FutureTask<>(() -> fixture.registerSample(store));
      var caller = Thread.ofVirtual().start(registering);
      Fixture.await(() -> fixture.mounts.opens() == 1);
      caller.interrupt();
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(registering::get)
          .withCauseInstanceOf(InterruptedException.class);
      assertThat(Fixture.state(store, KEY)).isEqualTo(ShardState.INITIALIZING);

      gate.countDown();
      Fixture.await(() -> Fixture.state(store, KEY) == ShardState.AVAILABLE);
      try (var accessor = store.acquire(KEY)) {
        readAll(store, accessor, CAR);
      }
    }
    fixture.mounts.guard().assertAllClosed();
  }

  /** Test 7, TestRegisterConcurrentShards. */
  @Test
  void manyAtOnceAreAllAvailableAfterwards() throws Exception {
    try (var store = fixture.open()) {
      var registering =
          IntStream.range(0, MANY)
              .mapToObj(number -> begun(() -> register(store, number)))
              .toList();
      for (var one : registering) {
        assertThat(one.get().state()).isEqualTo(ShardState.AVAILABLE);
      }
      assertThat(store.stat().shards()).isEqualTo(Map.of(ShardState.AVAILABLE, (long) MANY));
      for (int i = 0; i < MANY; i++) {
        try (var accessor = store.acquire(key(i))) {
          readAll(store, accessor, car(i));
        }
      }
    }
    fixture.mounts.guard().assertAllClosed();
  }

  private static ShardKey key(int number) {
    return ShardKey.of("k" + number);
  }

  private static SampleCar car(int number) {
    return SampleCar.small(3, number);
  }

  private ShardInfo register(Store store, int number) throws IOException, InterruptedException {
    return store.register(key(number), fixture.mounts.put("m" + number, car(number).bytes()));
  }

  /** B42. */
  @Test
  void isNotFailedByWhoAcquiresTheShardInTheMiddleOfIt() throws Exception {
    fixture.mounts.gate("a", () -> CopySite.await(gate));
    try (var store = fixture.open()) {
      var registering = begun(() -> fixture.registerSample(store));
      Fixture.await(() -> fixture.mounts.opens() == 1);
      var acquiring =
          IntStream.range(0, 8).mapToObj(_ -> new FutureTask<>(() -> store.acquire(KEY))).toList();
      for (var one : acquiring) {
        var caller = Thread.ofVirtual().start(one);
        Fixture.await(() -> caller.getState() == Thread.State.WAITING);
      }
      assertThat(store.get(CAR.root())).isEmpty();
      gate.countDown();

      assertThat(registering.get().state()).isEqualTo(ShardState.AVAILABLE);
      for (var one : acquiring) {
        try (var accessor = one.get()) {
          readAll(store, accessor, CAR);
          assertThat(Fixture.state(store, KEY)).isEqualTo(ShardState.SERVING);
        }
      }
      assertThat(Fixture.state(store, KEY)).isEqualTo(ShardState.AVAILABLE);
      assertThat(fixture.listener.events(StoreEvent.Failed.class)).isEmpty();
    }
    fixture.mounts.guard().assertAllClosed();
  }

  /** Test 17, TestIndexingFailure. */
  @Test
  void ofJunkFailsAndFailsAgainUntilItIsNoJunk() throws Exception {
    var junk = fixture.mounts.put("a", new byte[1024]);
    try (var store = fixture.open()) {
      assertThatExceptionOfType(ShardFailed.class).isThrownBy(() -> store.register(KEY, junk));
      for (int again = 1; again <= 3; again++) {
        assertThatExceptionOfType(ShardFailed.class).isThrownBy(() -> store.recover(KEY));
        assertThatExceptionOfType(ShardFailed.class).isThrownBy(() -> store.acquire(KEY));
        assertThat(Fixture.state(store, KEY)).isEqualTo(ShardState.ERRORED);
      }
      assertThat(fixture.mounts.opens()).isEqualTo(4);

      fixture.mounts.put("a", CAR.bytes());

      assertThat(store.recover(KEY).state()).isEqualTo(ShardState.AVAILABLE);
      assertThat(store.info(KEY).orElseThrow().error()).isEmpty();
      try (var accessor = store.acquire(KEY)) {
        readAll(store, accessor, CAR);
      }
    }
    fixture.mounts.guard().assertAllClosed();
  }
}
