package io.dagstore.core.store;

import static io.dagstore.core.store.Fixture.CAR;
import static io.dagstore.core.store.Fixture.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dagstore.core.api.DagStoreException.ShardBusy;
import io.dagstore.core.api.ShardState;
import io.dagstore.core.api.StoreEvent;
import io.dagstore.core.files.CorruptDataException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A shard index that goes bad while the shard is open is made again, and the read answered. */
@Timeout(60)
final class HealingTest {
  @TempDir Path directory;

  private static List<StoreEvent.Repaired> repaired(Fixture fixture) {
    return fixture.listener.events(StoreEvent.Repaired.class);
  }

  @Test
  void answersAReadThatMeetsADamagedIndex() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = fixture.open()) {
      fixture.registerSample(store);
      assertThat(store.get(CAR.root())).isPresent();

      fixture.shardIndices.damage(KEY);

      for (var block : CAR.list()) {
        assertThat(store.get(block.cid())).contains(block);
      }
      assertThat(repaired(fixture)).hasSize(1);
      assertThat(fixture.listener.events(StoreEvent.CorruptBlock.class)).isEmpty();
      assertThat(Fixture.state(store, KEY)).isEqualTo(ShardState.AVAILABLE);

      fixture.shardIndices.damage(KEY);
      assertThat(store.size(CAR.root())).hasValue(CAR.block(0).size());
      fixture.shardIndices.damage(KEY);
      assertThat(store.find(CAR.root())).containsExactly(KEY);
      assertThat(repaired(fixture)).hasSize(3);
    }
    fixture.mounts.guard().assertAllClosed();
  }

  @Test
  void answersTheHolderOfAnAccessorAndKeepsTheHold() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = fixture.open()) {
      fixture.registerSample(store);
      try (var accessor = store.acquire(KEY)) {
        fixture.shardIndices.damage(KEY);

        assertThat(accessor.blockstore().get(CAR.root())).contains(CAR.block(0));
        assertThat(accessor.blockstore().size(CAR.root())).hasValue(CAR.block(0).size());

        assertThat(repaired(fixture)).hasSize(1);
        assertThatExceptionOfType(ShardBusy.class).isThrownBy(() -> store.destroy(KEY));
      }
      store.destroy(KEY);
    }
    fixture.mounts.guard().assertAllClosed();
  }

  @Test
  void makesItAgainOnceForAllWhoMeetIt() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = fixture.open()) {
      fixture.registerSample(store);
      store.get(CAR.root());
      fixture.shardIndices.damage(KEY);

      var readers = new ArrayList<FutureTask<Boolean>>();
      for (int i = 0; i < 32; i++) {
        var cid = CAR.block(i % 20).cid();
        var reader = new FutureTask<>(() -> store.get(cid).isPresent());
        Thread.ofVirtual().start(reader);
        readers.add(reader);
      }

      for (var reader : readers) {
        assertThat(reader.get()).isTrue();
      }
      assertThat(repaired(fixture)).hasSize(1);
    }
  }

  @Test
  void leavesASoundIndexAloneWhereTheBytesAreDamaged() throws Exception {
    var fixture = new Fixture(directory);
    var bytes = CAR.bytes();
    bytes[bytes.length - 1] ^= 1;
    try (var store = fixture.open()) {
      store.register(KEY, fixture.mounts.put("a", bytes));
      int opens = fixture.mounts.opens();

      for (int i = 0; i < 3; i++) {
        assertThatExceptionOfType(CorruptDataException.class)
            .isThrownBy(() -> store.get(CAR.block(19).cid()));
      }

      assertThat(fixture.mounts.opens()).isLessThanOrEqualTo(opens + 1);
      assertThat(repaired(fixture)).isEmpty();
    }
  }

  @Test
  void tellsWhatIsWrongWhereTheIndexCannotBeMadeAgain() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = fixture.open()) {
      fixture.registerSample(store);
      store.get(CAR.root());
      fixture.shardIndices.damage(KEY);
      fixture.mounts.remove("a");

      assertThatExceptionOfType(CorruptDataException.class)
          .isThrownBy(() -> store.get(CAR.root()))
          .satisfies(e -> assertThat(e.getSuppressed()).isNotEmpty());
      assertThat(Fixture.state(store, KEY)).isEqualTo(ShardState.ERRORED);

      fixture.mounts.put("a", CAR.bytes());
      store.recover(KEY);
      assertThat(store.get(CAR.root())).isPresent();
    }
  }

  @Test
  void onlyTellsWhereNothingMayBeWritten() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = fixture.open()) {
      fixture.registerSample(store);
    }
    try (var store = Store.open(fixture.config().readOnly())) {
      store.get(CAR.root());
      fixture.shardIndices.damage(KEY);

      assertThatExceptionOfType(CorruptDataException.class).isThrownBy(() -> store.get(CAR.root()));
      assertThat(repaired(fixture)).isEmpty();
    }
  }
}
