package io.dagstore.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.mount.MountRegistry;
import io.dagstore.core.testkit.FakeInvertedIndex;
import io.dagstore.core.testkit.FakeMounts;
import io.dagstore.core.testkit.FakeShardIndices;
import io.dagstore.core.testkit.SampleCar;
import io.dagstore.core.testkit.Seat;
import io.dagstore.core.testkit.TestNetwork;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Stores side by side in one JVM, which never meet. */
@Timeout(120)
final class ManyStoresTest {
  private static final int STORES = 50;
  private static final ShardKey KEY = ShardKey.of("shard");

  @Test
  void fiftyStoresAreStartedUsedAndStoppedAtOnce() throws Exception {
    try (var network = TestNetwork.start(STORES, ManyStoresTest::store)) {
      for (var seat : network.seats()) {
        seat.time().advance(Duration.ofMinutes(seat.number()));
        network.node(seat.number()).register(KEY, FakeMounts.uri("car"));
      }

      for (var seat : network.seats()) {
        var mine = car(seat);
        var store = network.node(seat.number());
        assertThat(store.get(mine.root())).isPresent();
        var others = car(network.seats().get((seat.number() + 1) % STORES));
        assertThat(store.get(others.root())).isEmpty();
        assertThat(seat.journal().events())
            .hasSize(4)
            .allSatisfy(event -> assertThat(event.time()).isEqualTo(seat.time().instant()));
      }
      network.stop(17);
      network.stop(3);
      assertThat(network.node(18).get(car(network.seats().get(18)).root())).isPresent();
    }
  }

  @Test
  void aStoreThatIsNotClosedIsTold() throws Exception {
    var forgotten = new CompletableFuture<Store>();
    var network =
        TestNetwork.<AutoCloseable>start(
            2,
            seat -> {
              var store = store(seat);
              if (seat.number() == 0) {
                return store;
              }
              forgotten.complete(store);
              return () -> {};
            });
    network.patience(Duration.ofMillis(50));

    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(network::close)
        .withMessageContaining("seat-1-of-")
        .withMessageContaining("lock on ")
        .withMessageContaining("records.mv");
    forgotten.get().close();
  }

  private static Store store(Seat seat) throws IOException {
    var mounts = new FakeMounts();
    mounts.put("car", car(seat).bytes());
    return Store.open(
        StoreConfig.of(
                seat.directory(),
                MountRegistry.of(mounts),
                (_, _) -> new FakeShardIndices(),
                (_, _) -> new FakeInvertedIndex())
            .clock(seat.time())
            .random(seat.random())
            .journal(seat.journal())
            .executor(seat.executor()));
  }

  private static SampleCar car(Seat seat) {
    return SampleCar.small(5, seat.number());
  }
}
