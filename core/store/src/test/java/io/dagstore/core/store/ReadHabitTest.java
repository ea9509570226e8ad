package io.dagstore.core.store;

import static io.dagstore.core.store.Fixture.CAR;
import static io.dagstore.core.store.Fixture.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.api.ShardKey;
import io.dagstore.core.testkit.SampleCar;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReadHabitTest {
  private static final SampleCar OTHER = SampleCar.small(20, 2);

  private final ReadHabit habit = new ReadHabit();

  @TempDir Path directory;

  @Test
  void isAShardThatWasNamedTwiceInARow() {
    assertThat(habit.likely()).isNegative();
    for (int shard : new int[] {0, 7, Integer.MAX_VALUE - 1}) {
      habit.named(shard);
      assertThat(habit.likely()).isNegative();
      habit.named(shard);
      assertThat(habit.likely()).isEqualTo(shard);
    }
  }

  @Test
  void isGivenUpWhenAnotherShardIsNamed() {
    for (int shard : new int[] {3, 3, 4, 3}) {
      habit.named(shard);
    }
    assertThat(habit.likely()).isNegative();
  }

  @Test
  void sparesTheInvertedIndexAndEndsWithTheShard() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = fixture.open()) {
      fixture.registerSample(store);
      assertThat(store.get(CAR.root())).isPresent();
      assertThat(store.get(CAR.root())).isPresent();
      fixture.inverted.shards().forEach(fixture.inverted::remove);

      assertThat(store.get(CAR.root())).isPresent();

      store.destroy(KEY);
      assertThat(store.get(CAR.root())).isEmpty();
    }
  }

  @Test
  void hidesNoOtherShard() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = fixture.open()) {
      fixture.registerSample(store);
      store.register(ShardKey.of("other"), fixture.mounts.put("other", OTHER.bytes()));
      for (int i = 0; i < 12; i++) {
        var car = i / 3 % 2 == 0 ? CAR : OTHER;
        assertThat(store.get(car.block(i).cid())).contains(car.block(i));
      }
    }
  }
}
