package io.dagstore.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.index.InvertedIndex;
import io.dagstore.core.api.index.ShardIndex;
import io.dagstore.core.api.index.ShardIndexRepository;
import io.dagstore.core.api.index.ShardIndexWriter;
import io.dagstore.core.api.mount.Mount;
import io.dagstore.core.api.mount.MountProvider;
import io.dagstore.core.api.mount.MountRegistry;
import io.dagstore.core.files.Source;
import io.dagstore.core.testkit.FakeShardIndices;
import io.dagstore.core.testkit.SampleCar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No operation calls more of the world the more shards there are: commits of the records, sources,
 * shard indices, inverted index. The long form is {@code -Ddagstore.shards=100000}.
 */
final class IoCountTest {
  private static final int FEW = 10;
  private static final int MANY = Integer.getInteger("dagstore.shards", 1000);
  private static final SampleCar FILLER = SampleCar.small(2, 7);
  private static final SampleCar CAR = SampleCar.small(20, 1);
  private static final ShardKey KEY = ShardKey.of("m");

  @TempDir Path directory;

  private final Counted counted =
      new Counted(
          Mount.class, Source.class, ShardIndexWriter.class, ShardIndex.class, InvertedIndex.class);

  @ParameterizedTest
  @ValueSource(ints = {-1, 1000})
  void everyOperationCostsTheSameForAnyNumberOfShards(int small) throws Exception {
    assertThat(costs(MANY, small)).isEqualTo(costs(FEW, small));
  }

  @Test
  void aReadIsOneLookupInEachIndexAndOneReadOfTheSource() throws Exception {
    var fixture = new Fixture(directory);
    fixture.mounts.breaks("car", new AtomicBoolean());
    try (var store = Store.open(config(fixture))) {
      store.register(KEY, fixture.mounts.put("car", CAR.bytes()));
      store.get(CAR.root());
      counted.take();

      assertThat(store.get(CAR.block(3).cid())).isPresent();
      assertStraight(counted.take());
      assertThat(store.has(CAR.block(4).cid())).isTrue();
      assertStraight(counted.take());
      assertThat(store.size(CAR.block(5).cid())).isPresent();
      assertStraight(counted.take());
    }
  }

  private static void assertStraight(Map<String, Integer> calls) {
    assertThat(calls)
        .containsEntry("Source.read", 1)
        .containsEntry("ShardIndex.first", 1)
        .containsEntry("ShardIndex.offset", 1)
        .doesNotContainKeys("Source.readUpTo", "InvertedIndex.find", "ShardIndex.next");
    assertThat(calls.getOrDefault("InvertedIndex.first", 0)).isLessThanOrEqualTo(1);
  }

  private Map<String, Map<String, Integer>> costs(int shards, int small) throws Exception {
    var fixture =
        new Fixture(directory.resolve(shards + " of " + small), new FakeShardIndices(small));
    fill(fixture, shards);
    settle(fixture);
    var costs = new LinkedHashMap<String, Map<String, Integer>>();
    var uri = fixture.mounts.put("car", CAR.bytes());
    counted.take();
    try (var store = Store.open(config(fixture))) {
      costs.put("start", counted.take());
      store.register(KEY, uri);
      costs.put("register", counted.take());
      store.get(CAR.root());
      costs.put("get, shard not open", counted.take());
      store.get(CAR.list().getLast().cid());
      costs.put("get", counted.take());
      store.find(CAR.root());
      costs.put("find", counted.take());
      store.acquire(KEY).close();
      costs.put("acquire", counted.take());
      store.info(KEY);
      store.stat();
      costs.put("info and stat", counted.take());
      store.destroy(KEY);
      costs.put("destroy", counted.take());
      store.sweep();
      counted.take();
      store.sweep();
      assertThat(counted.take()).isEmpty();
    }
    costs.put("close", withoutUpkeep(counted.take()));
    return costs;
  }

  /** What few changes leave to be moved together (decision 0056) is a part or none. */
  private static Map<String, Integer> withoutUpkeep(Map<String, Integer> calls) {
    var others = new TreeMap<>(calls);
    var parts = others.remove("records compacted");
    assertThat(parts == null ? 0 : parts).isLessThanOrEqualTo(1);
    return others;
  }

  private StoreConfig config(Fixture fixture) {
    var mounts = MountRegistry.of(counted.of(MountProvider.class, fixture.mounts));
    var indices = counted.of(ShardIndexRepository.class, fixture.shardIndices);
    var inverted = counted.of(InvertedIndex.class, fixture.inverted);
    return StoreConfig.of(fixture.directory, mounts, (_, _) -> indices, (_, _) -> inverted)
        .steps(counted::count);
  }

  private static void fill(Fixture fixture, int shards) throws Exception {
    var uri = fixture.mounts.put("filler", FILLER.bytes());
    try (var store = fixture.open();
        var hands = Executors.newVirtualThreadPerTaskExecutor()) {
      var all = new ArrayList<Future<?>>();
      for (int i = 0; i < shards; i++) {
        var key = ShardKey.of("shard " + i);
        all.add(hands.submit(() -> store.register(key, uri)));
      }
      for (var one : all) {
        one.get();
      }
    }
  }

  /** Brings to its end what so many registrations left to be moved together. */
  private void settle(Fixture fixture) throws Exception {
    do {
      counted.take();
      Store.open(config(fixture)).close();
    } while (counted.take().containsKey("records compacted"));
  }
}
