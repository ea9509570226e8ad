package io.dagstore.core.store;

import static io.dagstore.core.store.Fixture.CAR;
import static io.dagstore.core.store.Fixture.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardState;
import io.dagstore.core.api.StoreEvent;
import io.dagstore.core.testkit.Cursors;
import io.dagstore.core.testkit.SampleCar;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a kill leaves: at each step between two durable writes the directory and the indices are
 * copied as they are, and a store is opened over the copy.
 */
@Timeout(60)
final class CrashTest {
  private static final ShardKey OTHER = ShardKey.of("other");
  private static final SampleCar OTHER_CAR = SampleCar.small(5, 2);

  @TempDir Path directory;

  @Test
  void aRegistrationCutShortAnywhereIsFinishedAtTheNextStart() throws Exception {
    var images = new LinkedHashMap<String, Fixture>();
    var fixture = new Fixture(directory.resolve("store"));
    try (var store = openRecording(fixture, images)) {
      images.clear();
      fixture.registerSample(store);
    }

    assertThat(images)
        .containsOnlyKeys(
            "recorded", "marked", "scanned", "shard index written", "inverted index written");
    for (var image : images.entrySet()) {
      finishes(image.getValue());
    }
  }

  @Test
  void aRecoveryCutShortAnywhereIsFinishedAtTheNextStart() throws Exception {
    var images = new LinkedHashMap<String, Fixture>();
    var fixture = new Fixture(directory.resolve("store"));
    try (var store = openRecording(fixture, images)) {
      fixture.registerSample(store);
      fixture.shardIndices.drop(KEY);
      images.clear();
      try (var accessor = store.acquire(KEY)) {
        assertThat(accessor.blockstore().get(CAR.root())).isPresent();
      }
      assertThat(fixture.listener.events(StoreEvent.Repaired.class)).hasSize(1);
    }

    assertThat(images)
        .containsOnlyKeys("marked", "scanned", "shard index written", "inverted index written");
    for (var image : images.entrySet()) {
      finishes(image.getValue());
    }
  }

  @Test
  void aRemovalCutShortAnywhereIsFinishedAtTheNextStart() throws Exception {
    var images = new LinkedHashMap<String, Fixture>();
    var fixture = new Fixture(directory.resolve("store"));
    try (var store = openRecording(fixture, images)) {
      fixture.registerSample(store);
      images.clear();
      store.destroy(KEY);
    }

    assertThat(images)
        .containsOnlyKeys("leaving", "out of the inverted index", "shard index dropped");
    for (var image : images.values()) {
      try (var store = image.open()) {
        assertThat(Fixture.keys(store)).containsExactly(OTHER);
        assertThat(store.get(CAR.root())).isEmpty();
        assertThat(image.shardIndices.keys()).containsExactly(OTHER);
        assertThat(image.inverted.shards()).hasSize(1);
        assertThat(image.listener.events(StoreEvent.Repaired.class))
            .extracting(StoreEvent.Repaired::key)
            .containsExactly(KEY);
      }
    }
  }

  @Test
  void aLostInvertedIndexIsMadeAgain() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = fixture.open()) {
      fixture.registerSample(store);
      store.register(OTHER, fixture.mounts.put("other", OTHER_CAR.bytes()));
    }
    fixture.inverted.remove(0);
    fixture.inverted.remove(1);

    try (var store = fixture.open()) {
      Fixture.await(() -> fixture.listener.events(StoreEvent.Repaired.class).size() == 2);
      assertThat(store.get(CAR.root())).isPresent();
      assertThat(store.get(OTHER_CAR.root())).isPresent();
    }
  }

  @Test
  void bothIndicesLostAreMadeAgainBeforeAnybodyAsks() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = fixture.open()) {
      fixture.registerSample(store);
    }
    fixture.inverted.remove(0);
    fixture.shardIndices.drop(KEY);

    try (var store = fixture.open()) {
      assertThat(store.get(CAR.root())).isPresent();
      assertThat(fixture.listener.events(StoreEvent.Repaired.class)).hasSize(1);
    }
  }

  @Test
  void aShardThatOnlyTheInvertedIndexKnowsIsRemovedFromIt() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = fixture.open()) {
      fixture.registerSample(store);
    }
    fixture.inverted.add(77, Cursors.sorted(1, 2, 3));

    try (var store = fixture.open()) {
      assertThat(fixture.inverted.shards()).containsExactly(0);
      assertThat(store.get(CAR.root())).isPresent();
    }
  }

  @Test
  void aClosedStoreGoesOnWithWhatItLeft() throws Exception {
    var fixture = new Fixture(directory);
    var gate = new CountDownLatch(1);
    fixture.mounts.gate(
        "a",
        () -> {
          try {
            gate.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("closed");
          }
        });
    try (var store = fixture.open()) {
      var waiting = new FutureTask<>(() -> fixture.registerSample(store));
      Thread.ofVirtual().start(waiting);
      Fixture.await(() -> fixture.mounts.opens() == 1);
      assertThat(Fixture.state(store, KEY)).isEqualTo(ShardState.INITIALIZING);
    }
    gate.countDown();

    finishesAlone(fixture);
  }

  private void finishes(Fixture image) throws Exception {
    finishesAlone(image);
    assertThat(image.inverted.shards()).hasSize(2);
    assertThat(image.shardIndices.keys()).containsExactlyInAnyOrder(KEY, OTHER);
    assertThat(image.listener.events(StoreEvent.Repaired.class))
        .extracting(StoreEvent.Repaired::key)
        .containsExactly(KEY);
    try (var store = image.open()) {
      assertThat(store.get(OTHER_CAR.root())).isPresent();
      assertThat(image.listener.events(StoreEvent.Repaired.class)).hasSize(1);
    }
  }

  private static void finishesAlone(Fixture image) throws Exception {
    try (var store = image.open()) {
      Fixture.await(() -> Fixture.state(store, KEY) == ShardState.AVAILABLE);
      for (var block : CAR.list()) {
        assertThat(store.get(block.cid())).contains(block);
      }
    }
  }

  /** Opens a store with one more shard that copies itself at each step. */
  private Store openRecording(Fixture fixture, Map<String, Fixture> images) throws Exception {
    var store = Store.open(fixture.config().steps(step -> images.put(step, image(fixture, step))));
    store.register(OTHER, fixture.mounts.put("other", OTHER_CAR.bytes()));
    return store;
  }

  private Fixture image(Fixture fixture, String step) {
    var copy = directory.resolve(step);
    try {
      Files.createDirectories(copy.resolve("records"));
      for (var file : List.of("records/records.mv")) {
        Files.copy(
            fixture.directory.resolve(file),
            copy.resolve(file),
            StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Fixture(copy, fixture.mounts, fixture.shardIndices.copy(), fixture.inverted.copy());
  }
}
