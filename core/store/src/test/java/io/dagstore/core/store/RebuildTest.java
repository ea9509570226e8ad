package io.dagstore.core.store;

import static io.dagstore.core.store.Fixture.CAR;
import static io.dagstore.core.store.Fixture.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.RebuildListener;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.StoreEvent;
import io.dagstore.core.files.CorruptDataException;
import io.dagstore.core.testkit.FakeShardIndices;
import io.dagstore.core.testkit.SampleCar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The inverted index is made anew while the one before serves, and takes over whole. */
@Timeout(60)
final class RebuildTest {
  private static final ShardKey OTHER = ShardKey.of("other");
  private static final ShardKey LATE = ShardKey.of("late");
  private static final SampleCar OTHER_CAR = SampleCar.small(5, 2);
  private static final SampleCar LATE_CAR = SampleCar.small(7, 3);
  private static final RebuildListener NOBODY = (_, _) -> {};

  @TempDir Path directory;
  private final FolderEngines engines = new FolderEngines("one", "two");

  @ParameterizedTest
  @ValueSource(ints = {-1, 1000})
  void anotherEngineTakesOverAndAnswersTheSame(int small) throws Exception {
    var fixture = new Fixture(directory, new FakeShardIndices(small));
    var told = new ArrayList<String>();
    try (var store = Store.open(config(fixture, "one"))) {
      fill(fixture, store);

      store.rebuildIndex("two", (done, total) -> told.add(done + "/" + total));

      assertThat(told).last().isEqualTo("2/2");
      assertServed(store, KEY, OTHER);
      assertThat(engines.folders(directory, "two")).containsExactly("inverted-2.two");
      assertThat(directory.resolve("inverted-2.two")).exists();
      assertThat(directory.resolve("inverted")).doesNotExist();
      store.register(LATE, fixture.mounts.put("late", LATE_CAR.bytes()));
    }
    try (var store = Store.open(config(fixture, "two"))) {
      assertServed(store, KEY, OTHER, LATE);
      assertThat(fixture.listener.events(StoreEvent.Repaired.class)).isEmpty();
      store.rebuildIndex("one", NOBODY);
      store.rebuildIndex("", NOBODY);
      assertServed(store, KEY, OTHER, LATE);
      assertThat(engines.folders(directory, "two")).containsExactly("inverted-4.two");
      assertThat(engines.folders(directory, "one")).isEmpty();
    }
  }

  @Test
  void whatIsOnTheDiskServesWhateverIsConfigured() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = Store.open(config(fixture, "one"))) {
      fill(fixture, store);
    }
    try (var store = Store.open(config(fixture, "two"))) {
      assertServed(store, KEY, OTHER);
      assertThat(engines.folders(directory, "two")).isEmpty();
      store.rebuildIndex("", NOBODY);
      assertThat(engines.folders(directory, "one")).isEmpty();
      assertServed(store, KEY, OTHER);
    }
    try (var store = Store.open(config(fixture, "one").readOnly())) {
      assertServed(store, KEY, OTHER);
    }
  }

  @Test
  void anIndexWhoseEngineIsGoneIsMadeAgainByTheConfiguredOne() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = Store.open(config(fixture, "two"))) {
      fill(fixture, store);
    }
    engines.forget("two");

    assertThatThrownBy(() -> Store.open(config(fixture, "one").readOnly()))
        .isInstanceOf(DagStoreException.UnknownEngine.class)
        .hasMessageContaining("expected one of [one], got 'two'");
    try (var store = Store.open(config(fixture, "one"))) {
      assertServed(store, KEY, OTHER);
      assertThatThrownBy(() -> store.rebuildIndex("two", NOBODY))
          .isInstanceOf(DagStoreException.UnknownEngine.class);
    }
    assertThat(directory.resolve("inverted")).doesNotExist();
  }

  @Test
  void whatComesAndGoesMeanwhileIsInTheNewOne() throws Exception {
    var fixture = new Fixture(directory);
    var stores = new ArrayList<Store>();
    Steps changes =
        step -> {
          if (step.equals("rebuild read")) {
            change(fixture, stores.getFirst());
          }
        };
    try (var store = Store.open(config(fixture, "one").steps(changes))) {
      stores.add(store);
      fill(fixture, store);
      store.rebuildIndex("two", NOBODY);

      assertServed(store, KEY, LATE);
      assertThat(store.find(OTHER_CAR.root())).isEmpty();
    }
    assertThat(engines.shards(directory.resolve("inverted-2.two"))).containsExactly(0, 2);
    try (var store = Store.open(config(fixture, "two"))) {
      assertServed(store, KEY, LATE);
      assertThat(fixture.listener.events(StoreEvent.Repaired.class)).isEmpty();
    }
  }

  private static void change(Fixture fixture, Store store) {
    try {
      store.destroy(OTHER);
      store.register(LATE, fixture.mounts.put("late", LATE_CAR.bytes()));
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void readersNeverMissABlockWhileEnginesChange() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = Store.open(config(fixture, "one"))) {
      fill(fixture, store);
      var over = new AtomicBoolean();
      var readers = new ArrayList<FutureTask<Integer>>();
      for (int i = 0; i < 2; i++) {
        var reader = new FutureTask<>(() -> read(store, over));
        readers.add(reader);
        // A virtual thread that never waits would keep its carrier from the work.
        Thread.ofPlatform().start(reader);
      }
      for (int i = 0; i < 10; i++) {
        store.rebuildIndex(i % 2 == 0 ? "two" : "one", NOBODY);
        var key = ShardKey.of("late/" + i);
        store.register(key, fixture.mounts.put("late" + i, LATE_CAR.bytes()));
        assertThat(store.find(LATE_CAR.root())).hasSize(i + 1);
      }
      over.set(true);
      for (var reader : readers) {
        assertThat(reader.get()).isPositive();
      }
    }
  }

  private static int read(Store store, AtomicBoolean over) throws IOException {
    int rounds = 0;
    do {
      for (var block : OTHER_CAR.list()) {
        assertThat(store.find(block.cid())).containsExactly(OTHER);
        assertThat(store.get(block.cid())).contains(block);
      }
      rounds++;
    } while (!over.get());
    return rounds;
  }

  @Test
  void aKillAnywhereLeavesOneIndexThatIsWhole() throws Exception {
    var images = new LinkedHashMap<String, Fixture>();
    var fixture = new Fixture(directory.resolve("store"));
    Steps copying =
        step -> {
          if (step.startsWith("rebuild")) {
            images.computeIfAbsent(step, name -> image(fixture, name));
          }
        };
    try (var store = Store.open(config(fixture, "one").steps(copying))) {
      fill(fixture, store);
      store.rebuildIndex("two", NOBODY);
    }

    assertThat(images)
        .containsOnlyKeys(
            "rebuild begun",
            "rebuild took in",
            "rebuild read",
            "rebuild caught up",
            "rebuild whole",
            "rebuild settled",
            "rebuild serves",
            "rebuild swept");
    for (var image : images.entrySet()) {
      survives(image.getKey(), image.getValue());
    }
  }

  private void survives(String step, Fixture image) throws Exception {
    boolean settled = List.of("rebuild settled", "rebuild serves", "rebuild swept").contains(step);
    try (var store = Store.open(config(image, "one"))) {
      assertServed(store, KEY, OTHER);
      assertThat(image.listener.events(StoreEvent.Repaired.class)).isEmpty();
      assertThat(engines.folders(image.directory, "one")).hasSize(settled ? 0 : 1);
      store.register(LATE, image.mounts.put("late", LATE_CAR.bytes()));
      store.destroy(OTHER);
      store.rebuildIndex("two", NOBODY);
      assertServed(store, KEY, LATE);
      assertThat(store.find(OTHER_CAR.root())).isEmpty();
      var folder = engines.folders(image.directory, "two").getFirst();
      assertThat(engines.shards(image.directory.resolve(folder))).hasSize(2).contains(0);
    }
  }

  @Test
  void whatBrokeOffIsGoneOnWith() throws Exception {
    var fixture = new Fixture(directory, new FakeShardIndices(-1));
    var tookIn = new AtomicInteger();
    Steps once =
        step -> {
          if (step.equals("rebuild took in") && tookIn.incrementAndGet() == 1) {
            throw new CutShort.Killed(step);
          }
        };
    try (var store = Store.open(config(fixture, "one").steps(once))) {
      fill(fixture, store);
      store.register(LATE, fixture.mounts.put("late", LATE_CAR.bytes()));
      assertThatThrownBy(() -> store.rebuildIndex("two", NOBODY))
          .isInstanceOf(CutShort.Killed.class);
      store.destroy(LATE);
      assertServed(store, KEY, OTHER);
    }
    try (var store = Store.open(config(fixture, "one").steps(once))) {
      store.rebuildIndex("two", NOBODY);

      assertServed(store, KEY, OTHER);
      assertThat(store.find(LATE_CAR.root())).isEmpty();
      assertThat(tookIn).hasValue(3);
    }
  }

  @Test
  void aClosedStoreEndsTheWorkAndTheNextGoesOn() throws Exception {
    var fixture = new Fixture(directory);
    var reached = new CountDownLatch(1);
    var gate = new CountDownLatch(1);
    Steps stopping = step -> waitAt("rebuild took in", step, reached, gate);
    var closed = new FutureTask<>(() -> "closed");
    FutureTask<String> work;
    try (var store = Store.open(config(fixture, "one").steps(stopping))) {
      fill(fixture, store);
      work = started(() -> store.rebuildIndex("two", NOBODY));
      reached.await();
      assertThatThrownBy(() -> store.rebuildIndex("", NOBODY))
          .isInstanceOf(DagStoreException.StoreBusy.class)
          .hasMessageContaining("another rebuild of its inverted index");
      closed = started(store::close);
      Fixture.await(store::isClosed);
      gate.countDown();
      closed.get();
    }
    assertThatThrownBy(work::get).hasCauseInstanceOf(DagStoreException.StoreClosed.class);

    try (var again = Store.open(config(fixture, "one"))) {
      again.rebuildIndex("two", NOBODY);
      assertServed(again, KEY, OTHER);
    }
  }

  private static void waitAt(String at, String step, CountDownLatch reached, CountDownLatch gate) {
    if (step.equals(at)) {
      reached.countDown();
      try {
        gate.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  private interface Work {
    void run() throws Exception;
  }

  private static FutureTask<String> started(Work work) {
    var task =
        new FutureTask<>(() -> {
          work.run();
          return "done";
        });
    Thread.ofVirtual().start(task);
    return task;
  }

  @Test
  void aCallerWhoStopsEndsTheWork() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = Store.open(config(fixture, "one"))) {
      fill(fixture, store);
      assertThatThrownBy(() ->
              store.rebuildIndex(
                  "two",
                  (_, _) -> {
                    throw new InterruptedException("enough");
                  }))
          .isInstanceOf(InterruptedException.class);
      store.rebuildIndex("two", NOBODY);
      assertServed(store, KEY, OTHER);
    }
  }

  @Test
  void aLostShardIndexIsMadeAgainOnTheWay() throws Exception {
    var fixture = new Fixture(directory, new FakeShardIndices(-1));
    try (var store = Store.open(config(fixture, "one"))) {
      fill(fixture, store);
      fixture.shardIndices.drop(KEY);

      store.rebuildIndex("two", NOBODY);

      assertServed(store, KEY, OTHER);
      assertThat(fixture.listener.events(StoreEvent.Repaired.class)).hasSize(1);
    }
  }

  @Test
  void aReaderMayNotRebuild() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = Store.open(config(fixture, "one"))) {
      fill(fixture, store);
    }
    try (var store = Store.open(config(fixture, "one").readOnly())) {
      assertThatThrownBy(() -> store.rebuildIndex("", NOBODY))
          .isInstanceOf(DagStoreException.StoreReadOnly.class);
    }
  }

  @Test
  void recordsThatAreLostStopTheStartWhereverTheIndexLies() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = Store.open(config(fixture, "one"))) {
      fill(fixture, store);
      store.rebuildIndex("two", NOBODY);
    }
    Files.delete(directory.resolve("records/records.mv"));

    assertThatThrownBy(() -> Store.open(config(fixture, "one")))
        .isInstanceOf(CorruptDataException.class)
        .hasMessageContaining("inverted-2.two");
  }

  private static void fill(Fixture fixture, Store store) throws Exception {
    fixture.registerSample(store);
    store.register(OTHER, fixture.mounts.put("other", OTHER_CAR.bytes()));
  }

  private static void assertServed(Store store, ShardKey... keys) throws IOException {
    var cars = Map.of(KEY, CAR, OTHER, OTHER_CAR, LATE, LATE_CAR);
    for (var key : keys) {
      for (var block : cars.getOrDefault(key, CAR).list()) {
        assertThat(store.get(block.cid())).contains(block);
        assertThat(store.find(block.cid())).containsExactly(key);
      }
    }
  }

  private StoreConfig config(Fixture fixture, String engine) {
    return StoreConfig.of(
            fixture.directory,
            fixture.registry,
            (_, _) -> fixture.shardIndices,
            engines.opener(engine))
        .engine(engine, engines::openers)
        .listener(fixture.listener)
        .clock(fixture.time);
  }

  /**
   * The store as a kill leaves it: records and folders; what indices hold is kept by {@link
   * FolderEngines}.
   */
  private Fixture image(Fixture fixture, String name) {
    var copy = directory.resolve(name);
    try (var files = Files.walk(fixture.directory)) {
      for (var file : files.toList()) {
        Files.copy(file, copy.resolve(fixture.directory.relativize(file).toString()));
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    engines.copy(fixture.directory, copy);
    return new Fixture(copy, fixture.mounts, fixture.shardIndices.copy(), fixture.inverted);
  }
}
