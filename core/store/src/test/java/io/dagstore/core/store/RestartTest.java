package io.dagstore.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dagstore.core.api.Accessor;
import io.dagstore.core.api.DagStoreException.ShardBusy;
import io.dagstore.core.api.DagStoreException.UnknownShard;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardState;
import io.dagstore.core.testkit.SampleCar;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an orderly end and a start after it leave as it was, and what goes on behind a start. */
@Timeout(120)
final class RestartTest {
  private static final int SHARDS = 20;

  @TempDir Path directory;
  private Fixture fixture;

  private static ShardKey key(int number) {
    return ShardKey.of("k%02d".formatted(number));
  }

  private static SampleCar car(int number) {
    return SampleCar.small(3, number);
  }

  @BeforeEach
  void begin() {
    fixture = new Fixture(directory);
  }

  private void register(Store store, int number) throws IOException, InterruptedException {
    store.register(key(number), fixture.mounts.put("m" + number, car(number).bytes()));
  }

  private void fill(Store store) throws IOException, InterruptedException {
    for (int i = 0; i < SHARDS; i++) {
      register(store, i);
    }
  }

  private static void readAll(Store store, int number) throws IOException, InterruptedException {
    try (var accessor = store.acquire(key(number))) {
      for (var block : car(number).list()) {
        assertThat(accessor.blockstore().get(block.cid())).contains(block);
        assertThat(store.get(block.cid())).contains(block);
        assertThat(store.find(block.cid())).containsExactly(key(number));
      }
    }
  }

  /** Test 2, TestDestroyAcrossRestart. */
  @Test
  void whatWasDestroyedIsGoneAndTheRestIsThere() throws Exception {
    try (var store = fixture.open()) {
      fill(store);
      for (int i = 0; i < SHARDS; i += 2) {
        store.destroy(key(i));
      }
    }
    try (var store = fixture.open()) {
      for (int i = 0; i < SHARDS; i += 2) {
        var gone = key(i);
        assertThat(store.info(gone)).isEmpty();
        assertThat(store.find(car(i).root())).isEmpty();
        assertThat(store.get(car(i).root())).isEmpty();
        assertThatExceptionOfType(UnknownShard.class).isThrownBy(() -> store.acquire(gone));
        readAll(store, i + 1);
      }
      assertThat(store.stat().shards()).isEqualTo(Map.of(ShardState.AVAILABLE, SHARDS / 2L));
      assertThat(fixture.shardIndices.keys()).hasSize(SHARDS / 2);
      register(store, 0);
      readAll(store, 0);
    }
  }

  /** Test 11, TestRestartRestoresState. */
  @Test
  void allIsThereAndNobodyHoldsAnything() throws Exception {
    var left = new ArrayList<Accessor>();
    try (var store = fixture.open()) {
      fill(store);
      for (int i = 0; i < SHARDS; i++) {
        left.add(store.acquire(key(i / 2)));
      }
      assertThat(store.stat().shards()).containsEntry(ShardState.SERVING, SHARDS / 2L);
    }
    try (var store = fixture.open()) {
      assertThat(store.stat().shards()).isEqualTo(Map.of(ShardState.AVAILABLE, (long) SHARDS));
      for (int i = 0; i < SHARDS; i++) {
        readAll(store, i);
      }
      left.forEach(Accessor::close);
      for (int i = 0; i < SHARDS; i++) {
        store.destroy(key(i));
      }
      assertThat(store.stat().shards()).isEmpty();
    }
    fixture.mounts.guard().assertAllClosed();
  }

  /** B7. */
  @Test
  void aRemovalThatWasRefusedLeftTheRecord() throws Exception {
    try (var store = fixture.open()) {
      register(store, 1);
      try (var _ = store.acquire(key(1))) {
        assertThatExceptionOfType(ShardBusy.class).isThrownBy(() -> store.destroy(key(1)));
      }
    }
    try (var store = fixture.open()) {
      assertThat(Fixture.keys(store)).containsExactly(key(1));
      readAll(store, 1);
    }
  }

  /** Leaves registrations that were cut short, whose mounts are held back until the latch. */
  private void leaveHalf(CountDownLatch gate) throws IOException {
    var config = fixture.config().steps(new CutShort("marked"));
    try (var store = Store.open(config)) {
      for (int i = 0; i < SHARDS; i++) {
        int number = i;
        assertThatExceptionOfType(CutShort.Killed.class).isThrownBy(() -> register(store, number));
        fixture.mounts.gate("m" + number, () -> CopySite.await(gate));
      }
    }
  }

  /** B11: a store that still resumes what it left is used like any other. */
  @Test
  void itIsUsedWhileItResumesWhatItLeft() throws Exception {
    var gate = new CountDownLatch(1);
    leaveHalf(gate);
    try (var store = Store.open(fixture.config().maxIndexing(SHARDS + 1))) {
      assertThat(store.stat().shards()).containsEntry(ShardState.INITIALIZING, (long) SHARDS);
      var waiting = new FutureTask<>(() -> store.acquire(key(3)));
      Thread.ofVirtual().start(waiting);
      register(store, SHARDS);
      readAll(store, SHARDS);
      assertThat(store.get(car(3).root())).isEmpty();
      assertThat(Fixture.keys(store)).hasSize(SHARDS + 1);
      store.destroy(key(SHARDS));

      gate.countDown();
      try (var accessor = waiting.get()) {
        assertThat(accessor.blockstore().get(car(3).root())).isPresent();
      }
      for (int i = 0; i < SHARDS; i++) {
        readAll(store, i);
      }
    }
    fixture.mounts.guard().assertAllClosed();
  }

  /** B12: who starts it may go, be interrupted, and have started it for others. */
  @Test
  void whatItResumesGoesOnWhenWhoStartedItIsGone() throws Exception {
    var gate = new CountDownLatch(1);
    leaveHalf(gate);
    var starting =
        new FutureTask<>(() -> {
          var store = fixture.open();
          Thread.currentThread().interrupt();
          return store;
        });
    var starter = Thread.ofVirtual().start(starting);
    starter.join();
    starter.interrupt();
    try (var store = starting.get()) {
      gate.countDown();
      Fixture.await(
          () -> store.stat().shards().equals(Map.of(ShardState.AVAILABLE, (long) SHARDS)));
      readAll(store, 0);
    }
  }
}
