package io.dagstore.core.store;

import static io.dagstore.core.store.Fixture.CAR;
import static io.dagstore.core.store.Fixture.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardState;
import io.dagstore.core.api.StoreEvent;
import io.dagstore.core.api.index.OpenMode;
import io.dagstore.core.files.CorruptDataException;
import io.dagstore.core.testkit.Cursors;
import io.dagstore.core.testkit.FakeInvertedIndex;
import io.dagstore.core.testkit.FakeShardIndices;
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
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a kill leaves, or a power cut: at each step the directory and the indices are copied as they
 * are, or as they last, and a store is opened over the copy.
 */
@Timeout(60)
final class CrashTest {
  private static final ShardKey OTHER = ShardKey.of("other");
  private static final SampleCar OTHER_CAR = SampleCar.small(5, 2);
  private static final String RECORDS = "records/records.mv";

  /** Steps at which the caller may have been answered. */
  private static final Set<String> ACKNOWLEDGED = Set.of("committed", "flushed", "marks dropped");

  /** Most entries of an index that lies beside its record: none, all. */
  private static final int FILES = -1;

  private static final int SMALL = 1000;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(ints = {FILES, SMALL})
  void aRegistrationCutShortAnywhereIsWholeOrNothingAtTheNextStart(int small) throws Exception {
    var images = new LinkedHashMap<String, List<Fixture>>();
    var fixture = fixture(small);
    try (var store = openRecording(fixture, images)) {
      images.clear();
      fixture.registerSample(store);
    }

    assertThat(images)
        .containsOnlyKeys(
            "recorded",
            "marked",
            "scanned",
            "shard index written",
            "inverted index written",
            "committed",
            "flushed",
            "marks dropped");
    for (var step : images.entrySet()) {
      for (var image : step.getValue()) {
        wholeOrNothing(image, ACKNOWLEDGED.contains(step.getKey()));
        bothServed(image, small);
      }
    }
  }

  @Test
  void anIndexingThatTakesLongIsKnownToTheNextStartBeforeItEnds() throws Exception {
    var fixture = fixture(FILES);
    var copies = new AtomicInteger();
    Steps steps =
        step -> {
          if (step.equals("scanned")) {
            awaitInFlight(() -> image(fixture, "copy " + copies.incrementAndGet()));
          }
        };
    var car = SampleCar.small(2 * Indexer.LOOK, 3);
    try (var store = Store.open(fixture.config().steps(steps))) {
      store.register(KEY, fixture.mounts.put("a", car.bytes()));
    }

    assertThat(copies).hasPositiveValue();
  }

  /** Copies until the records of a copy tell of the shard. */
  private static void awaitInFlight(Supplier<Fixture> copies) {
    try {
      Fixture.await(() -> inFlight(copies.get()).contains(KEY));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static List<ShardKey> inFlight(Fixture image) throws IOException {
    try (var records = Records.open(image.directory, OpenMode.READ_ONLY, new Random(1))) {
      return records.inFlight().stream().map(ShardRecord::key).toList();
    } catch (CorruptDataException e) {
      // Copied in the middle of a commit.
      return List.of();
    }
  }

  @Test
  void aRecoveryCutShortAnywhereIsFinishedAtTheNextStart() throws Exception {
    var images = new LinkedHashMap<String, List<Fixture>>();
    var fixture = fixture(FILES);
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
        .containsOnlyKeys(
            "committed",
            "marked",
            "scanned",
            "shard index written",
            "inverted index written",
            "flushed",
            "marks dropped");
    for (var step : images.entrySet()) {
      for (var image : step.getValue()) {
        bothServed(image, FILES);
        assertThat(image.listener.events(StoreEvent.Repaired.class))
            .extracting(StoreEvent.Repaired::key)
            .isEqualTo(ACKNOWLEDGED.contains(step.getKey()) ? List.of() : List.of(KEY));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {FILES, SMALL})
  void aRemovalCutShortAnywhereIsFinishedAtTheNextStart(int small) throws Exception {
    var images = new LinkedHashMap<String, List<Fixture>>();
    var fixture = fixture(small);
    try (var store = openRecording(fixture, images)) {
      fixture.registerSample(store);
      images.clear();
      store.destroy(KEY);
    }

    assertThat(images)
        .containsOnlyKeys(
            "committed",
            "leaving",
            "out of the inverted index",
            "shard index dropped",
            "flushed",
            "marks dropped");
    for (var step : images.entrySet()) {
      for (var image : step.getValue()) {
        try (var store = image.open()) {
          assertThat(Fixture.keys(store)).containsExactly(OTHER);
          assertThat(store.get(CAR.root())).isEmpty();
          assertThat(store.get(OTHER_CAR.root())).isPresent();
          assertThat(image.shardIndices.keys()).doesNotContain(KEY);
          assertThat(image.inverted.shards()).hasSize(1);
          assertThat(image.listener.events(StoreEvent.Repaired.class))
              .extracting(StoreEvent.Repaired::key)
              .isEqualTo(ACKNOWLEDGED.contains(step.getKey()) ? List.of() : List.of(KEY));
        }
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

  /** Nothing of a registration that nobody was told of may be left, but it may be whole. */
  private static void wholeOrNothing(Fixture image, boolean acknowledged) throws Exception {
    try (var store = image.open()) {
      if (store.info(KEY).isEmpty()) {
        assertThat(acknowledged).isFalse();
        assertThat(store.get(CAR.root())).isEmpty();
        assertThat(image.inverted.shards()).hasSize(1);
        assertThat(image.shardIndices.keys()).doesNotContain(KEY);
        image.registerSample(store);
      }
    }
  }

  private static void bothServed(Fixture image, int small) throws Exception {
    finishesAlone(image);
    var files = small == FILES ? List.of(KEY, OTHER) : List.<ShardKey>of();
    assertThat(image.inverted.shards()).hasSize(2);
    assertThat(image.shardIndices.keys()).containsExactlyInAnyOrderElementsOf(files);
    int repaired = image.listener.events(StoreEvent.Repaired.class).size();
    try (var store = image.open()) {
      assertThat(store.get(OTHER_CAR.root())).isPresent();
      assertThat(image.listener.events(StoreEvent.Repaired.class)).hasSize(repaired);
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

  private Fixture fixture(int small) {
    return new Fixture(directory.resolve("store"), new FakeShardIndices(small));
  }

  /** Opens a store with one more shard that copies itself at each step. */
  private Store openRecording(Fixture fixture, Map<String, List<Fixture>> images) throws Exception {
    var store = Store.open(fixture.config().steps(step -> images.put(step, images(fixture, step))));
    store.register(OTHER, fixture.mounts.put("other", OTHER_CAR.bytes()));
    return store;
  }

  /** What a kill leaves, and what a power cut: of the inverted index only what was flushed. */
  private List<Fixture> images(Fixture fixture, String step) {
    return List.of(
        image(fixture, step),
        image(fixture, step + " and power cut", fixture.inverted.afterPowerCut()));
  }

  private Fixture image(Fixture fixture, String name) {
    return image(fixture, name, fixture.inverted.copy());
  }

  private Fixture image(Fixture fixture, String name, FakeInvertedIndex inverted) {
    var copy = directory.resolve(name);
    try {
      Files.createDirectories(copy.resolve("records"));
      Files.copy(
          fixture.directory.resolve(RECORDS),
          copy.resolve(RECORDS),
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Fixture(copy, fixture.mounts, fixture.shardIndices.copy(), inverted);
  }
}
