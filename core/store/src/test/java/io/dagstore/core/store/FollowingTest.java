package io.dagstore.core.store;

import static io.dagstore.core.store.Fixture.CAR;
import static io.dagstore.core.store.Fixture.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.testkit.FakeShardIndices;
import io.dagstore.core.testkit.SampleCar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store that reads beside one that writes, as another process would. */
@Timeout(60)
final class FollowingTest {
  @TempDir Path directory;
  private final FolderEngines engines = new FolderEngines("one", "two");

  @ParameterizedTest
  @ValueSource(ints = {-1, 1000})
  void whatIsRegisteredAndDestroyedIsSeen(int small) throws Exception {
    var fixture = new Fixture(directory, new FakeShardIndices(small));
    try (var writer = Store.open(config(fixture));
        var reader = Store.open(config(fixture).following())) {
      assertThat(reader.get(CAR.root())).isEmpty();

      fixture.registerSample(writer);
      assertThat(reader.info(KEY)).isPresent();
      for (var block : CAR.list()) {
        assertThat(reader.get(block.cid())).contains(block);
        assertThat(reader.find(block.cid())).containsExactly(KEY);
      }
      assertThat(reader.stat().blocks()).isEqualTo(writer.stat().blocks());
      reader.acquire(KEY).close();

      writer.destroy(KEY);
      assertThat(reader.get(CAR.root())).isEmpty();
      assertThat(reader.info(KEY)).isEmpty();
      assertThatThrownBy(() -> reader.acquire(KEY))
          .isInstanceOf(DagStoreException.UnknownShard.class);
    }
  }

  @Test
  void theWriterMayComeAndGo() throws Exception {
    var fixture = new Fixture(directory);
    assertThatThrownBy(() -> Store.open(config(fixture).following()))
        .isInstanceOf(DagStoreException.NoStore.class);
    try (var writer = Store.open(config(fixture))) {
      fixture.registerSample(writer);
    }
    try (var reader = Store.open(config(fixture).following())) {
      assertThat(reader.get(CAR.root())).isPresent();
      for (int i = 0; i < 3; i++) {
        var key = ShardKey.of("new/" + i);
        var car = SampleCar.small(3, 100 + i);
        try (var writer = Store.open(config(fixture))) {
          writer.register(key, fixture.mounts.put("new" + i, car.bytes()));
          writer.gc();
        }
        assertThat(reader.find(car.root())).containsExactly(key);
        assertThat(reader.get(car.root())).isPresent();
      }
    }
  }

  @Test
  void anIndexThatTakesOverIsFollowed() throws Exception {
    var fixture = new Fixture(directory);
    try (var writer = Store.open(config(fixture));
        var reader = Store.open(config(fixture).following())) {
      fixture.registerSample(writer);
      assertThat(reader.get(CAR.root())).isPresent();
      writer.rebuildIndex("two", (_, _) -> {});
      var car = SampleCar.small(3, 100);
      writer.register(ShardKey.of("new"), fixture.mounts.put("new", car.bytes()));

      assertThat(reader.get(car.root())).isEmpty();
      fixture.time.advance(Duration.ofSeconds(1));
      assertThat(reader.get(car.root())).isPresent();
      assertThat(reader.get(CAR.root())).isPresent();
    }
  }

  @Test
  void aReaderAnswersRightWhileCommitsPour() throws Exception {
    var fixture = new Fixture(directory);
    try (var writer = Store.open(config(fixture).compactFrom(0));
        var reader = Store.open(config(fixture).following())) {
      fixture.registerSample(writer);
      var work =
          new FutureTask<>(() -> {
            for (int i = 0; i < 100; i++) {
              var key = ShardKey.of("new/" + i % 10);
              writer.register(
                  key, fixture.mounts.put("n" + i, SampleCar.small(3, 1000 + i).bytes()));
              writer.destroy(key);
            }
            return "done";
          });
      Thread.ofPlatform().start(work);
      while (!work.isDone()) {
        assertThat(reader.info(KEY).orElseThrow().blocks()).isEqualTo(CAR.list().size());
        assertThat(reader.find(CAR.root())).containsExactly(KEY);
      }
      assertThat(work.get()).isEqualTo("done");
    }
  }

  @Test
  void nothingIsWrittenAndEveryChangeIsRefused() throws Exception {
    var fixture = new Fixture(directory);
    try (var writer = Store.open(config(fixture))) {
      fixture.registerSample(writer);
    }
    var before = files();
    try (var reader = Store.open(config(fixture).following())) {
      assertThat(reader.get(CAR.root())).isPresent();
      var mount = fixture.mounts.put("b", CAR.bytes());
      assertRefused(() -> reader.register(ShardKey.of("b"), mount));
      assertRefused(() -> reader.destroy(KEY));
      assertRefused(() -> reader.initialize(KEY));
      assertRefused(() -> reader.recover(KEY));
      assertRefused(reader::gc);
      assertRefused(reader::sweep);
      assertRefused(() -> reader.rebuildIndex("", (_, _) -> {}));
    }
    assertThat(files()).isEqualTo(before);
  }

  private interface Call {
    void make() throws Exception;
  }

  private static void assertRefused(Call call) {
    assertThatThrownBy(call::make).isInstanceOf(DagStoreException.StoreReadOnly.class);
  }

  private Map<Path, FileTime> files() throws IOException {
    var times = new TreeMap<Path, FileTime>();
    try (var files = Files.walk(directory)) {
      for (var file : files.toList()) {
        times.put(file, Files.getLastModifiedTime(file));
      }
    }
    return times;
  }

  @Test
  void anEngineOfOneProcessIsRefused() throws Exception {
    var fixture = new Fixture(directory);
    fixture.open().close();

    assertThatThrownBy(() -> Store.open(fixture.config().following()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("'dagstore rebuild-index --engine chronicle'");
  }

  private StoreConfig config(Fixture fixture) {
    return StoreConfig.of(
            fixture.directory,
            fixture.registry,
            (_, _) -> fixture.shardIndices,
            engines.opener("one"))
        .engine("one", engines::openers)
        .listener(fixture.listener)
        .clock(fixture.time);
  }
}
