package io.dagstore.core.store;

import static io.dagstore.core.store.Fixture.CAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dagstore.core.api.DagStoreException.ShardFailed;
import io.dagstore.core.api.RecoverOnStart;
import io.dagstore.core.api.RegisterOptions;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardState;
import io.dagstore.core.api.StoreEvent;
import io.dagstore.core.testkit.FakeMounts;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Test 19, TestRecoveryOnStart: what is done about 16 shards that are errored at the start. */
@Timeout(120)
final class RecoverOnStartTest {
  private static final List<ShardKey> JUNK =
      IntStream.range(0, 16).mapToObj(i -> ShardKey.of("junk%02d".formatted(i))).toList();

  @TempDir Path directory;
  private Fixture fixture;
  private int opens;

  @BeforeEach
  void sixteenFail() throws Exception {
    fixture = new Fixture(directory);
    fixture.mounts.put("junk", new byte[1024]);
    try (var store = fixture.open()) {
      for (var key : JUNK) {
        assertThatExceptionOfType(ShardFailed.class)
            .isThrownBy(() -> store.register(key, FakeMounts.uri("junk")));
      }
      store.register(ShardKey.of("good"), fixture.mounts.put("good", CAR.bytes()));
    }
    opens = fixture.mounts.opens();
  }

  private Store open(RecoverOnStart policy) throws Exception {
    return Store.open(fixture.config().recoverOnStart(policy));
  }

  private int recoveries() {
    return fixture.listener.events(StoreEvent.Recovered.class).size();
  }

  private static void failToAcquire(Store store) {
    for (var key : JUNK) {
      assertThatExceptionOfType(ShardFailed.class).isThrownBy(() -> store.acquire(key));
    }
  }

  @Test
  void doNotRecoverLeavesThemErrored() throws Exception {
    try (var store = open(RecoverOnStart.DO_NOT_RECOVER)) {
      failToAcquire(store);
    }
    assertThat(recoveries()).isZero();
    assertThat(fixture.mounts.opens()).isEqualTo(opens);
  }

  @Test
  void recoverOnAcquireTriesEachOnceForWhoAcquiresIt() throws Exception {
    try (var store = open(RecoverOnStart.RECOVER_ON_ACQUIRE)) {
      assertThat(store.stat().shards()).containsEntry(ShardState.ERRORED, 16L);
      assertThat(recoveries()).isZero();

      failToAcquire(store);
      assertThat(recoveries()).isEqualTo(16);
      failToAcquire(store);
      assertThat(recoveries()).isEqualTo(16);
    }
    fixture.mounts.put("junk", CAR.bytes());
    try (var store = open(RecoverOnStart.RECOVER_ON_ACQUIRE);
        var accessor = store.acquire(JUNK.getFirst())) {
      assertThat(accessor.blockstore().get(CAR.root())).contains(CAR.block(0));
    }
  }

  @Test
  void recoverNowTriesEachOnceInTheBackground() throws Exception {
    try (var store = open(RecoverOnStart.RECOVER_NOW)) {
      Fixture.await(() -> recoveries() == 16);
      failToAcquire(store);
      assertThat(recoveries()).isEqualTo(16);
    }
    fixture.mounts.put("junk", CAR.bytes());
    try (var store = open(RecoverOnStart.RECOVER_NOW)) {
      Fixture.await(() -> store.stat().shards().getOrDefault(ShardState.AVAILABLE, 0L) == 17);
    }
  }

  @Test
  void recoverNowDelaysNoStartAndIsThrottledAsIndexingIs() throws Exception {
    var gate = new CountDownLatch(1);
    var now = new AtomicInteger();
    var most = new AtomicInteger();
    fixture.mounts.put("junk", CAR.bytes());
    fixture.mounts.gate(
        "junk",
        () -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          CopySite.await(gate);
          now.decrementAndGet();
        });
    var config = fixture.config().recoverOnStart(RecoverOnStart.RECOVER_NOW).maxIndexing(3);
    try (var store = Store.open(config)) {
      Fixture.await(() -> now.get() == 3);
      assertThat(store.get(CAR.root())).isPresent();
      assertThat(store.stat().shards()).containsEntry(ShardState.RECOVERING, 3L);

      gate.countDown();
      Fixture.await(() -> store.stat().shards().getOrDefault(ShardState.AVAILABLE, 0L) == 17);
    }
    assertThat(most.get()).isEqualTo(3);
  }

  @Test
  void aStoreThatIsClosedMeanwhileGoesOnAtItsNextStart() throws Exception {
    var gate = new CountDownLatch(1);
    var held = new AtomicInteger();
    fixture.mounts.put("junk", CAR.bytes());
    fixture.mounts.gate(
        "junk",
        () -> {
          held.incrementAndGet();
          CopySite.await(gate);
        });
    try (var store = open(RecoverOnStart.RECOVER_NOW)) {
      Fixture.await(() -> held.get() > 0);
      assertThat(store.isClosed()).isFalse();
    }
    gate.countDown();
    try (var store = open(RecoverOnStart.RECOVER_NOW)) {
      Fixture.await(() -> store.stat().shards().getOrDefault(ShardState.AVAILABLE, 0L) == 17);
    }
  }

  /** What fails after the start waits for somebody, or for its retry. */
  @Test
  void whatFailsLaterIsNotForThePolicy() throws Exception {
    try (var store = open(RecoverOnStart.RECOVER_ON_ACQUIRE)) {
      var late = ShardKey.of("late");
      store.register(late, FakeMounts.uri("junk"), RegisterOptions.LAZY);
      assertThatExceptionOfType(ShardFailed.class).isThrownBy(() -> store.acquire(late));
      assertThatExceptionOfType(ShardFailed.class).isThrownBy(() -> store.acquire(late));
    }
    assertThat(recoveries()).isZero();
  }

  /** B1: a process that dies while it recovers leaves a shard that is recovered. */
  @Test
  void whatWasBeingRecoveredIsRecoveredAfterAKill() throws Exception {
    var config = fixture.config().steps(new CutShort("marked"));
    try (var store = Store.open(config)) {
      assertThatExceptionOfType(CutShort.Killed.class)
          .isThrownBy(() -> store.recover(JUNK.getFirst()));
      assertThat(Fixture.state(store, JUNK.getFirst())).isEqualTo(ShardState.RECOVERING);
    }
    fixture.mounts.put("junk", CAR.bytes());
    try (var store = open(RecoverOnStart.DO_NOT_RECOVER)) {
      Fixture.await(() -> Fixture.state(store, JUNK.getFirst()) == ShardState.AVAILABLE);
      assertThat(Fixture.state(store, JUNK.getLast())).isEqualTo(ShardState.ERRORED);
    }
  }
}
