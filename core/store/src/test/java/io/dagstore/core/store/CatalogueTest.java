package io.dagstore.core.store;

import static io.dagstore.core.store.Fixture.CAR;
import static io.dagstore.core.store.Fixture.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dagstore.core.api.BlockPlace;
import io.dagstore.core.api.Collected;
import io.dagstore.core.api.DagStoreException.ShardFailed;
import io.dagstore.core.api.DagStoreException.StoreReadOnly;
import io.dagstore.core.api.DagStoreException.UnknownShard;
import io.dagstore.core.api.DagStoreException.WrongState;
import io.dagstore.core.api.RegisterOptions;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardState;
import io.dagstore.core.api.StoreStat;
import io.dagstore.core.api.journal.JournalEvent;
import io.dagstore.core.testkit.SampleCar;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Recovery, garbage and figures, and what the journal says of them. */
@Timeout(60)
final class CatalogueTest {
  private static final ShardKey BAD = ShardKey.of("bad");

  private static final long LIMIT = CopyLimits.STANDARD.maxBytes();

  @TempDir Path directory;

  @Test
  void recoversOnlyWhatIsErrored() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = fixture.open()) {
      var uri = fixture.mounts.put("bad", new byte[] {1});
      assertThatExceptionOfType(ShardFailed.class).isThrownBy(() -> store.register(BAD, uri));
      assertThatExceptionOfType(ShardFailed.class).isThrownBy(() -> store.recover(BAD));
      assertThat(Fixture.state(store, BAD)).isEqualTo(ShardState.ERRORED);

      fixture.mounts.put("bad", CAR.bytes());

      assertThat(store.recover(BAD).state()).isEqualTo(ShardState.AVAILABLE);
      assertThat(store.get(CAR.root())).isPresent();
      assertThatExceptionOfType(WrongState.class)
          .isThrownBy(() -> store.recover(BAD))
          .satisfies(e -> assertThat(e.expected()).isEqualTo(ShardState.ERRORED))
          .satisfies(e -> assertThat(e.got()).isEqualTo(ShardState.AVAILABLE));
      assertThatExceptionOfType(UnknownShard.class).isThrownBy(() -> store.recover(KEY));
    }
  }

  @Test
  void collectsIndicesOfShardsThatAreNotThere() throws Exception {
    var fixture = new Fixture(directory);
    var orphan = ShardKey.of("left");
    try (var store = fixture.open()) {
      fixture.registerSample(store);
      fixture.shardIndices.create(orphan).commit();

      assertThat(store.gc()).containsExactly(new Collected(orphan, Optional.empty()));
      assertThat(store.gc()).isEmpty();

      assertThat(fixture.shardIndices.keys()).containsExactly(KEY);
      assertThat(store.get(CAR.root())).isPresent();
    }
    try (var store = Store.open(fixture.config().readOnly())) {
      assertThatExceptionOfType(StoreReadOnly.class).isThrownBy(store::gc);
      assertThatExceptionOfType(StoreReadOnly.class).isThrownBy(() -> store.recover(KEY));
    }
  }

  @Test
  void countsShardsBlocksAndBytes() throws Exception {
    var fixture = new Fixture(directory);
    long blocks = CAR.list().size();
    long bytes = CAR.bytes().length;
    try (var store = fixture.open()) {
      assertThat(store.stat()).isEqualTo(new StoreStat(Map.of(), 0, 0, 0, 0, LIMIT));

      fixture.registerSample(store);
      store.register(ShardKey.of("b"), fixture.mounts.put("b", CAR.bytes()));
      store.register(ShardKey.of("c"), fixture.mounts.put("c", CAR.bytes()), RegisterOptions.LAZY);
      var bad = fixture.mounts.put("bad", new byte[] {1});
      assertThatExceptionOfType(ShardFailed.class).isThrownBy(() -> store.register(BAD, bad));

      try (var _ = store.acquire(KEY)) {
        assertThat(store.stat())
            .isEqualTo(
                new StoreStat(
                    Map.of(
                        ShardState.SERVING, 1L,
                        ShardState.AVAILABLE, 1L,
                        ShardState.NEW, 1L,
                        ShardState.ERRORED, 1L),
                    1,
                    2 * blocks,
                    2 * bytes,
                    0,
                    LIMIT));
      }
      store.destroy(KEY);
    }
    try (var store = Store.open(fixture.config().readOnly())) {
      var shards = Map.of(ShardState.AVAILABLE, 1L, ShardState.NEW, 1L, ShardState.ERRORED, 1L);
      assertThat(store.stat()).isEqualTo(new StoreStat(shards, 0, blocks, bytes, 0, LIMIT));
    }
  }

  @Test
  void tellsWhereEachCopyOfABlockLies() throws Exception {
    var fixture = new Fixture(directory);
    var block = CAR.block(7);
    var other = SampleCar.of(block.cid(), List.of(block));
    try (var store = fixture.open()) {
      fixture.registerSample(store);
      var small = ShardKey.of("small");
      store.register(small, fixture.mounts.put("small", other));

      assertThat(store.locate(block.cid()))
          .extracting(BlockPlace::shard)
          .containsExactlyInAnyOrder(KEY, small);
      for (var place : store.locate(block.cid())) {
        var bytes = place.shard().equals(KEY) ? CAR.bytes() : other;
        int at = Math.toIntExact(place.offset());
        assertThat(Arrays.copyOfRange(bytes, at, at + place.length())).isEqualTo(block.data());
      }
      assertThat(store.locate(SampleCar.small(1, 77).root())).isEmpty();
      fixture.mounts.remove("small");
      assertThat(store.locate(block.cid())).extracting(BlockPlace::shard).contains(KEY);
    }
  }

  @Test
  void theJournalTellsOfAShardsLife() throws Exception {
    var fixture = new Fixture(directory);
    var journal = new CopyOnWriteArrayList<JournalEvent>();
    var orphan = ShardKey.of("left");
    try (var store = Store.open(fixture.config().journal(journal::add))) {
      var uri = fixture.mounts.put("bad", new byte[] {1});
      assertThatExceptionOfType(ShardFailed.class).isThrownBy(() -> store.register(BAD, uri));
      fixture.mounts.put("bad", CAR.bytes());
      store.recover(BAD);
      fixture.shardIndices.create(orphan).commit();
      store.gc();
      store.destroy(BAD);
    }

    assertThat(journal)
        .extracting(JournalEvent::event)
        .containsExactly(
            "registered",
            "shard_state",
            "shard_state",
            "failed",
            "shard_state",
            "shard_state",
            "indexed",
            "recovered",
            "gc",
            "destroyed");
    assertThat(journal).extracting(JournalEvent::system).containsOnly("dagstore");
    assertThat(journal).extracting(JournalEvent::time).containsOnly(fixture.time.instant());
    assertThat(journal.get(1).data())
        .isEqualTo(Map.of("key", "bad", "from", "NEW", "to", "INITIALIZING"));
    assertThat(journal.get(8).data()).isEqualTo(Map.of("key", "left"));
    assertThat(List.copyOf(journal.getFirst().data().keySet())).contains("mount", "lazy");
  }
}
