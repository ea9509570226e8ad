package io.dagstore.core.store;

import static io.dagstore.core.store.Fixture.CAR;
import static io.dagstore.core.store.Fixture.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dagstore.core.api.DagStoreException.ShardFailed;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardNote;
import io.dagstore.core.api.ShardNote.What;
import io.dagstore.core.api.ShardState;
import io.dagstore.core.api.StoreEvent;
import io.dagstore.core.files.CorruptDataException;
import io.dagstore.core.testkit.FakeMounts;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** B19: what the world failed is tried again by itself, what is wrong is not; in virtual time. */
@Timeout(120)
final class RetryTest {
  private static final RetryPolicy THRICE =
      new RetryPolicy(3, Duration.ofSeconds(10), Duration.ofMinutes(1));
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir Path directory;
  private Fixture fixture;

  @BeforeEach
  void begin() {
    fixture = new Fixture(directory);
  }

  private Store open() throws Exception {
    return open(THRICE);
  }

  private Store open(RetryPolicy policy) throws Exception {
    return Store.open(fixture.config().retries(policy).timer(fixture.time::after));
  }

  private void failToRegister(Store store) {
    assertThatExceptionOfType(ShardFailed.class)
        .isThrownBy(() -> store.register(KEY, FakeMounts.uri("a")));
  }

  private static void awaitNotes(Store store, int count) throws Exception {
    Fixture.await(() -> store.history(KEY).size() == count);
  }

  /** Waits until the timer knows of the next retry. */
  private void awaitPlan() throws Exception {
    Fixture.await(() -> fixture.time.alarms() == 1);
  }

  private static List<What> whats(Store store) throws Exception {
    return store.history(KEY).stream().map(ShardNote::what).toList();
  }

  /** B19, the passing side; also B2: the mount is asked anew each time. */
  @Test
  void whatWasNotThereIsRecoveredAsSoonAsItIs() throws Exception {
    try (var store = open()) {
      failToRegister(store);
      awaitPlan();
      fixture.mounts.put("a", CAR.bytes());
      fixture.time.advance(Duration.ofSeconds(10));
      Fixture.await(() -> Fixture.state(store, KEY) == ShardState.AVAILABLE);

      assertThat(store.get(CAR.root())).contains(CAR.block(0));
      assertThat(whats(store))
          .containsExactly(What.REGISTERED, What.FAILED_PASSING, What.RECOVERED);
      assertThat(fixture.listener.events(StoreEvent.Recovered.class))
          .containsExactly(new StoreEvent.Recovered(KEY, Optional.empty()));
      assertThat(fixture.time.alarms()).isZero();
    }
  }

  @Test
  void theTimesDoubleAndTheBudgetEnds() throws Exception {
    try (var store = open()) {
      failToRegister(store);
      for (int tries = 1; tries <= 3; tries++) {
        awaitPlan();
        var failed = store.history(KEY).getLast();
        var left = Duration.between(failed.time(), failed.retry().orElseThrow());
        var whole = Duration.ofSeconds(10L << (tries - 1));
        assertThat(left).isBetween(whole.dividedBy(2), whole);

        fixture.time.advance(left.minusMillis(1));
        assertThat(fixture.mounts.opens()).isEqualTo(tries);
        fixture.time.advance(Duration.ofMillis(1));
        awaitNotes(store, tries + 2);
      }
      fixture.time.advance(DAY);

      assertThat(fixture.mounts.opens()).isEqualTo(4);
      assertThat(store.history(KEY).getLast().retry()).isEmpty();
      assertThat(fixture.time.alarms()).isZero();
      assertThat(Fixture.state(store, KEY)).isEqualTo(ShardState.ERRORED);
    }
  }

  @Test
  void aSuccessBeginsTheBudgetAnew() throws Exception {
    try (var store = open()) {
      failToRegister(store);
      for (int round = 1; round <= 5; round++) {
        awaitPlan();
        fixture.mounts.put("a", CAR.bytes());
        fixture.time.advance(Duration.ofSeconds(10));
        Fixture.await(() -> Fixture.state(store, KEY) == ShardState.AVAILABLE);
        assertThat(store.history(KEY)).hasSizeLessThanOrEqualTo(Trouble.MAX_NOTES);

        loseShardIndex(store);
      }
    }
  }

  /** The open shard meets a damaged index and cannot make it again, since the CAR is away. */
  private void loseShardIndex(Store store) throws Exception {
    assertThat(store.get(CAR.root())).isPresent();
    fixture.shardIndices.damage(KEY);
    fixture.mounts.remove("a");
    assertThatExceptionOfType(CorruptDataException.class).isThrownBy(() -> store.get(CAR.root()));
    assertThat(Fixture.state(store, KEY)).isEqualTo(ShardState.ERRORED);
  }

  /** B19, the permanent side. */
  @Test
  void bytesThatAreWrongAreNotTriedAgain() throws Exception {
    try (var store = open()) {
      fixture.mounts.put("a", new byte[100]);
      failToRegister(store);
      fixture.time.advance(DAY);

      assertThat(fixture.mounts.opens()).isEqualTo(1);
      assertThat(fixture.time.alarms()).isZero();
      assertThat(whats(store)).containsExactly(What.REGISTERED, What.FAILED_PERMANENT);
      assertThat(store.history(KEY).getLast().text()).contains("expected");
    }
  }

  @Test
  void withoutABudgetNothingIsTriedAgain() throws Exception {
    try (var store = open(RetryPolicy.NONE)) {
      failToRegister(store);
      fixture.time.advance(DAY);

      assertThat(fixture.mounts.opens()).isEqualTo(1);
      assertThat(whats(store)).containsExactly(What.REGISTERED, What.FAILED_PASSING);
    }
  }

  @Test
  void theBudgetAndThePlanOutliveARestart() throws Exception {
    try (var store = open()) {
      failToRegister(store);
      awaitPlan();
      fixture.time.advance(Duration.ofSeconds(10));
      awaitNotes(store, 3);
    }
    try (var store = open()) {
      awaitPlan();
      fixture.time.advance(Duration.ofSeconds(20));
      awaitNotes(store, 4);
    }
    fixture.time.advance(DAY);
    try (var store = open()) {
      awaitNotes(store, 5);
      fixture.time.advance(DAY);

      assertThat(fixture.mounts.opens()).isEqualTo(4);
      assertThat(store.history(KEY).getLast().retry()).isEmpty();
    }
  }

  @Test
  void aRetryThatFindsNoMountProviderIsPutOffAndCostsNothing() throws Exception {
    try (var store = open()) {
      failToRegister(store);
      awaitPlan();
      fixture.registry.remove(fixture.mounts);
      for (int i = 0; i < 5; i++) {
        var planned = store.history(KEY).getLast().retry().orElseThrow();
        fixture.time.advance(Duration.ofSeconds(20));
        Fixture.await(() -> store.history(KEY).getLast().retry().orElseThrow().isAfter(planned));
        awaitPlan();
      }
      assertThat(whats(store)).containsExactly(What.REGISTERED, What.FAILED_PASSING, What.PUT_OFF);

      fixture.registry.add(fixture.mounts);
      fixture.mounts.put("a", CAR.bytes());
      fixture.time.advance(Duration.ofSeconds(20));
      Fixture.await(() -> Fixture.state(store, KEY) == ShardState.AVAILABLE);
    }
  }

  @Test
  void manyThatFailedTogetherAreTriedApartAndFewAtOnce() throws Exception {
    var config = fixture.config().retries(THRICE).timer(fixture.time::after).maxIndexing(2);
    try (var store = Store.open(config)) {
      for (int i = 0; i < 50; i++) {
        var key = ShardKey.of("k" + i);
        assertThatExceptionOfType(ShardFailed.class)
            .isThrownBy(() -> store.register(key, FakeMounts.uri("b")));
      }
      fixture.mounts.put("b", CAR.bytes());
      var planned = new TreeSet<Instant>();
      for (int i = 0; i < 50; i++) {
        planned.add(store.history(ShardKey.of("k" + i)).getLast().retry().orElseThrow());
      }
      assertThat(planned).hasSizeGreaterThan(40);

      fixture.time.advance(Duration.ofSeconds(10));
      Fixture.await(() -> store.stat().shards().getOrDefault(ShardState.AVAILABLE, 0L) == 50);
    }
  }

  @Test
  void aShardThatIsDestroyedIsForgotten() throws Exception {
    try (var store = open()) {
      failToRegister(store);
      awaitPlan();
      store.destroy(KEY);
      fixture.time.advance(DAY);

      assertThat(fixture.mounts.opens()).isEqualTo(1);
      fixture.registerSample(store);
      assertThat(store.history(KEY)).isEmpty();
    }
  }
}
