package io.dagstore.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.RegisterOptions;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardState;
import io.dagstore.core.api.mount.MountRegistry;
import io.dagstore.core.testkit.FakeMounts;
import io.dagstore.core.testkit.SampleCar;
import io.dagstore.index.file.FileShardIndexRepository;
import io.dagstore.index.segments.SegmentIndex;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * What a seed says is done to a store, one operation after another, and what the store has answered
 * to: what is known to be there, what is known to be gone, and what nobody can know, because the
 * operation on it failed.
 */
final class DiskHistory {
  /** Every so manieth CAR is so large that its index does not go with the record. */
  private static final int LARGE_EVERY = 7;

  private static final int LARGE = 1_100;
  private static final int SMALL = 4;

  /** Records of this many bytes are compacted, so that these small ones are. */
  private static final long COMPACT_FROM = 1 << 14;

  private final FakeMounts mounts = new FakeMounts();
  private final MountRegistry registry = MountRegistry.of(mounts);
  private final SplittableRandom random;
  private final Map<Integer, Known> shards = new TreeMap<>();
  private int next;

  enum Known {
    THERE,
    GONE,
    UNSURE
  }

  /** An operation of a store that may fail. */
  @FunctionalInterface
  private interface Operation {
    void run() throws IOException, InterruptedException;
  }

  DiskHistory(long seed) {
    random = new SplittableRandom(seed);
  }

  StoreConfig config(Path root) {
    return StoreConfig.of(
            root.resolve("above").resolve("store"),
            registry,
            FileShardIndexRepository::open,
            SegmentIndex::open)
        .random(new SplittableRandom(7))
        .compactFrom(COMPACT_FROM);
  }

  /** How many shards the history has touched. */
  int touched() {
    return shards.size();
  }

  static SampleCar car(int number) {
    return SampleCar.small(number % LARGE_EVERY == LARGE_EVERY - 1 ? LARGE : SMALL, number);
  }

  static ShardKey key(int number) {
    return ShardKey.of("k" + number);
  }

  /** Does one operation; false where it failed, as it may where the disk does. */
  boolean step(Store store) throws InterruptedException {
    int choice = random.nextInt(10);
    if (choice < 4 || shards.isEmpty()) {
      return register(store, next++, RegisterOptions.EAGER);
    }
    if (choice == 4) {
      return register(store, next++, RegisterOptions.LAZY);
    }
    int number = random.nextInt(next);
    return switch (choice) {
      case 5, 6 -> destroy(store, number);
      case 7 -> failing(store, next++);
      case 8 -> tried(store::gc);
      default -> tried(() -> read(store, number));
    };
  }

  private boolean register(Store store, int number, RegisterOptions options)
      throws InterruptedException {
    return changed(number, Known.THERE, () -> store.register(key(number), put(number), options));
  }

  private URI put(int number) {
    return mounts.put("car" + number, car(number).bytes());
  }

  private boolean destroy(Store store, int number) throws InterruptedException {
    return shards.get(number) != Known.THERE
        || changed(number, Known.GONE, () -> store.destroy(key(number)));
  }

  /** A registration of what is not there yet, and its recovery. */
  private boolean failing(Store store, int number) throws InterruptedException {
    var name = "car" + number;
    boolean failed =
        changed(
            number,
            Known.UNSURE,
            () -> store.register(key(number), FakeMounts.uri(name), RegisterOptions.EAGER));
    put(number);
    return !failed && changed(number, Known.THERE, () -> store.recover(key(number)));
  }

  private void read(Store store, int number) throws IOException, InterruptedException {
    if (shards.get(number) == Known.THERE) {
      readAll(store, number);
    }
  }

  private boolean changed(int number, Known after, Operation operation)
      throws InterruptedException {
    shards.put(number, Known.UNSURE);
    boolean done = tried(operation);
    if (done) {
      shards.put(number, after);
    }
    return done;
  }

  /** What fails must say so with a type. */
  private static boolean tried(Operation operation) throws InterruptedException {
    try {
      operation.run();
      return true;
    } catch (IOException | DagStoreException e) {
      return false;
    }
  }

  /** Compares a store that was opened again with what is known; then nothing is unsure any more. */
  void check(Store store) throws IOException, InterruptedException {
    for (var shard : shards.entrySet()) {
      int number = shard.getKey();
      var info = store.info(key(number));
      if (shard.getValue() == Known.UNSURE) {
        shard.setValue(info.isPresent() ? Known.THERE : Known.GONE);
      }
      if (shard.getValue() == Known.GONE) {
        assertThat(info).as(key(number) + " is gone").isEmpty();
        assertThat(store.find(car(number).root())).as(key(number) + " found").isEmpty();
        assertThat(store.get(car(number).root())).as(key(number) + " read").isEmpty();
      } else {
        assertThat(info).as(key(number) + " is there").isPresent();
        if (info.orElseThrow().state() == ShardState.ERRORED) {
          store.recover(key(number));
        }
        readAll(store, number);
      }
    }
    store.gc();
  }

  private static void readAll(Store store, int number) throws IOException, InterruptedException {
    var car = car(number);
    try (var accessor = store.acquire(key(number))) {
      for (var cid : car.cids()) {
        assertThat(accessor.blockstore().get(cid)).as("block of k" + number).isPresent();
      }
    }
    var last = car.block(car.blocks() - 1);
    assertThat(store.get(last.cid())).as("last block of k" + number).contains(last);
    assertThat(store.find(car.root())).contains(key(number));
  }
}
