package io.dagstore.core.store;

import static io.dagstore.core.store.Fixture.CAR;
import static io.dagstore.core.store.Fixture.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.api.Collected;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.testkit.FakeShardIndices;
import io.dagstore.core.testkit.SampleCar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A reader beside nobody, after a kill: it may repair nothing and must find all the same. */
final class MarkedShardsTest {
  private static final SampleCar OTHER = SampleCar.small(700, 9);

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(ints = {-1, 50, 1000})
  void aReaderFindsWhatAKilledWriterHasNotFlushed(int small) throws Exception {
    var fixture = new Fixture(directory.resolve("killed"), new FakeShardIndices(small));
    var copy = directory.resolve("copy");
    Fixture left;
    try (var store = fixture.open()) {
      fixture.registerSample(store);
      store.register(ShardKey.of("other"), fixture.mounts.put("other", OTHER.bytes()));
      store.register(ShardKey.of("again"), fixture.mounts.put("again", CAR.bytes()));
      Files.createDirectories(copy.resolve("records"));
      Files.copy(
          fixture.directory.resolve("records/records.mv"), copy.resolve("records/records.mv"));
      left =
          new Fixture(
              copy, fixture.mounts, fixture.shardIndices.copy(), fixture.inverted.afterPowerCut());
    }

    try (var store = Store.open(left.config().readOnly())) {
      assertThat(left.inverted.shards()).isEmpty();
      for (var block : OTHER.list()) {
        assertThat(store.get(block.cid())).contains(block);
      }
      assertThat(store.find(CAR.root())).containsExactlyInAnyOrder(KEY, ShardKey.of("again"));
      assertThat(store.get(SampleCar.small(3, 99).root())).isEmpty();
    }
    sweepsOnce(left);
  }

  /** What others have left is looked for once; who is open leaves nothing. */
  private static void sweepsOnce(Fixture left) throws Exception {
    var orphan = ShardKey.of("orphan");
    try (var store = left.open()) {
      left.shardIndices.create(orphan).commit();
      assertThat(store.sweep()).containsExactly(new Collected(orphan, Optional.empty()));
      left.shardIndices.create(orphan).commit();
      assertThat(store.sweep()).isEmpty();
    }
    try (var store = left.open()) {
      assertThat(store.sweep()).hasSize(1);
      assertThat(store.gc()).isEmpty();
    }
  }
}
