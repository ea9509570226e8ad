package io.dagstore.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.api.Accessor;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.testkit.SampleCar;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class OpenShardsTest {
  @TempDir private Path directory;

  private static List<SampleCar> register(Store store, Fixture fixture, int shards)
      throws IOException, InterruptedException {
    var cars = new ArrayList<SampleCar>();
    for (int i = 0; i < shards; i++) {
      cars.add(SampleCar.small(3, i));
      store.register(key(i), fixture.mounts.put("m" + i, cars.get(i).bytes()));
    }
    return cars;
  }

  private static ShardKey key(int number) {
    return ShardKey.of("k" + number);
  }

  private static void read(Store store, SampleCar car) throws IOException {
    assertThat(store.get(car.block(1).cid())).contains(car.block(1));
  }

  @Test
  void theLongestUnreadGoesAndWhatIsHeldStays() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = Store.open(fixture.config().maxOpenShards(3))) {
      var cars = register(store, fixture, 5);
      try (var held = store.acquire(key(0))) {
        for (int i = 1; i < 4; i++) {
          read(store, cars.get(i));
        }
        int opens = fixture.mounts.opens();

        read(store, cars.get(3));
        read(store, cars.get(2));
        assertThat(held.blockstore().get(cars.get(0).root())).isPresent();
        assertThat(fixture.mounts.opens()).as("none of them was gone").isEqualTo(opens);
        read(store, cars.get(1));
        assertThat(fixture.mounts.opens()).as("this one was").isEqualTo(opens + 1);
      }
    }
    fixture.mounts.guard().assertAllClosed();
  }

  @Test
  void manyComeAndGoAndTheBoundHoldsInTheEnd() throws Exception {
    var fixture = new Fixture(directory);
    var random = new SplittableRandom(5);
    try (var store = Store.open(fixture.config().maxOpenShards(40))) {
      var cars = register(store, fixture, 200);
      var held = new ArrayDeque<Accessor>();
      for (int i = 0; i < 3_000; i++) {
        int shard = random.nextInt(cars.size());
        read(store, cars.get(shard));
        if (i % 5 == 0) {
          held.add(store.acquire(key(shard)));
        }
        while (held.size() > 50) {
          held.remove().close();
        }
      }
      while (!held.isEmpty()) {
        held.remove().close();
      }
      for (var car : cars) {
        read(store, car);
      }
      Fixture.await(() -> fixture.mounts.guard().stillOpen() <= 40);
      assertThat(store.stat().openShards()).isEqualTo(40);
    }
    fixture.mounts.guard().assertAllClosed();
  }
}
