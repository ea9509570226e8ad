package io.dagstore.core.store;

import io.dagstore.core.api.ShardInfo;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardQuery;
import io.dagstore.core.api.ShardState;
import io.dagstore.core.api.mount.MountRegistry;
import io.dagstore.core.testkit.FakeInvertedIndex;
import io.dagstore.core.testkit.FakeMounts;
import io.dagstore.core.testkit.FakeShardIndices;
import io.dagstore.core.testkit.FakeTime;
import io.dagstore.core.testkit.RecordingListener;
import io.dagstore.core.testkit.SampleCar;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;

/** A directory, its mounts and its indices, over which a test opens one store after another. */
final class Fixture {
  static final ShardKey KEY = ShardKey.of("site/a");
  static final SampleCar CAR = SampleCar.small(20, 1);

  private static final long SEED = 42;
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  final Path directory;
  final FakeMounts mounts;
  final MountRegistry registry;
  final FakeShardIndices shardIndices;
  final FakeInvertedIndex inverted;
  final RecordingListener listener = new RecordingListener();
  final FakeTime time = new FakeTime();

  Fixture(Path directory) {
    this(directory, new FakeShardIndices());
  }

  Fixture(Path directory, FakeShardIndices shardIndices) {
    this(directory, new FakeMounts(), shardIndices, new FakeInvertedIndex());
  }

  Fixture(
      Path directory,
      FakeMounts mounts,
      FakeShardIndices shardIndices,
      FakeInvertedIndex inverted) {
    this.directory = directory;
    this.mounts = mounts;
    this.registry = MountRegistry.of(mounts);
    this.shardIndices = shardIndices;
    this.inverted = inverted;
  }

  StoreConfig config() {
    return StoreConfig.of(directory, registry, (_, _) -> shardIndices, (_, _) -> inverted)
        .listener(listener)
        .clock(time)
        .random(new Random(SEED));
  }

  Store open() throws IOException {
    return Store.open(config());
  }

  /** Registers {@link #CAR} under {@link #KEY}. */
  ShardInfo registerSample(Store store) throws IOException, InterruptedException {
    return store.register(KEY, mounts.put("a", CAR.bytes()));
  }

  static ShardState state(Store store, ShardKey key) throws IOException {
    return store.info(key).orElseThrow().state();
  }

  static List<ShardKey> keys(Store store) throws IOException {
    return store.list(ShardQuery.FIRST).stream().map(ShardInfo::key).toList();
  }

  /** A call on a thread of its own. */
  static <T> FutureTask<T> begun(Callable<T> call) {
    var task = new FutureTask<>(call);
    Thread.ofVirtual().start(task);
    return task;
  }

  /** Returns when the condition holds. */
  static void await(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("the condition did not come true within " + DEADLINE);
      }
      LockSupport.parkNanos(100_000);
    }
  }
}
