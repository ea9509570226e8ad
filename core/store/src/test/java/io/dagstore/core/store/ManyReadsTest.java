package io.dagstore.core.store;

import static io.dagstore.core.store.Fixture.CAR;
import static io.dagstore.core.store.Fixture.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dagstore.core.api.DagStoreException.StoreClosed;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.StoreEvent;
import io.dagstore.core.api.VerifyPolicy;
import io.dagstore.core.files.CorruptDataException;
import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.Multicodec;
import io.dagstore.core.ipld.Multihash;
import io.dagstore.core.testkit.SampleCar;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ManyReadsTest {
  private static final ShardKey BAD = ShardKey.of("bad");
  private static final Block ABSENT = SampleCar.small(1, 99).block(0);

  @TempDir Path directory;

  /** The answers by position; each comes once. */
  private static List<Optional<Block>> ask(Store store, List<Cid> cids, VerifyPolicy policy)
      throws IOException, InterruptedException {
    var answers = new ArrayList<Optional<Block>>(Collections.nCopies(cids.size(), null));
    var caller = Thread.currentThread();
    store.getMany(
        cids,
        policy,
        (position, block) -> {
          assertThat(Thread.currentThread()).isSameAs(caller);
          assertThat(answers.set(position, block)).isNull();
        });
    assertThat(answers).doesNotContainNull();
    return answers;
  }

  private static List<Cid> all(SampleCar car) {
    return car.list().stream().map(Block::cid).toList();
  }

  @Test
  void answersEachPositionAsGetDoesOverManyShardsAndBatches() throws Exception {
    var fixture = new Fixture(directory);
    var identity = Cid.v1(Multicodec.RAW, Multihash.of(0, new byte[] {1, 2, 3}));
    var wanted = new ArrayList<>(List.of(identity, ABSENT.cid(), identity));
    try (var store = fixture.open()) {
      for (int shard = 0; shard < 40; shard++) {
        var car = SampleCar.small(150, shard);
        store.register(ShardKey.of("s" + shard), fixture.mounts.put("s" + shard, car.bytes()));
        wanted.addAll(all(car));
        wanted.add(car.root());
      }
      Collections.shuffle(wanted, new Random(1));

      var answers = ask(store, wanted, VerifyPolicy.ALWAYS);

      for (int i = 0; i < wanted.size(); i++) {
        assertThat(answers.get(i)).isEqualTo(store.get(wanted.get(i)));
      }
      assertThat(answers).filteredOn(Optional::isEmpty).hasSize(1);
    }
    fixture.mounts.guard().assertAllClosed();
  }

  @Test
  void answersNothingAskedAndOneAsked() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = fixture.open()) {
      fixture.registerSample(store);

      assertThat(ask(store, List.of(), VerifyPolicy.NEVER)).isEmpty();
      assertThat(ask(store, List.of(CAR.root()), VerifyPolicy.NEVER))
          .containsExactly(Optional.of(CAR.block(0)));
      assertThat(ask(store, List.of(ABSENT.cid()), VerifyPolicy.NEVER))
          .containsExactly(Optional.empty());
    }
  }

  @Test
  void opensNoMoreShardsThanMayBeOpen() throws Exception {
    var fixture = new Fixture(directory);
    var wanted = new ArrayList<Cid>();
    try (var store = Store.open(fixture.config().maxOpenShards(2))) {
      for (int shard = 0; shard < 10; shard++) {
        var car = SampleCar.small(150, shard);
        store.register(ShardKey.of("s" + shard), fixture.mounts.put("s" + shard, car.bytes()));
        wanted.addAll(all(car));
      }

      assertThat(ask(store, wanted, VerifyPolicy.ALWAYS)).doesNotContain(Optional.empty());

      assertThat(store.stat().openShards()).isLessThanOrEqualTo(2);
    }
    fixture.mounts.guard().assertAllClosed();
  }

  @Test
  void aShardThatFailsLeavesItsBlocksToAnother() throws Exception {
    var fixture = new Fixture(directory);
    var broken = new AtomicBoolean();
    fixture.mounts.breaks("bad", broken);
    var car = SampleCar.small(500, 1);
    try (var store = fixture.open()) {
      store.register(BAD, fixture.mounts.put("bad", car.bytes()));
      store.register(KEY, fixture.mounts.put("a", car.bytes()));
      broken.set(true);

      assertThat(ask(store, all(car), VerifyPolicy.ALWAYS)).doesNotContain(Optional.empty());

      assertThat(fixture.listener.events(StoreEvent.Unreadable.class))
          .extracting(StoreEvent.Unreadable::key)
          .containsOnly(BAD);
    }
    fixture.mounts.guard().assertAllClosed();
  }

  @Test
  void aShardThatCannotBeOpenedLeavesItsBlocksToAnother() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = fixture.open()) {
      store.register(BAD, fixture.mounts.put("bad", CAR.bytes()));
      store.register(KEY, fixture.mounts.put("a", CAR.bytes()));
      fixture.mounts.remove("bad");
      assertThat(ask(store, all(CAR), VerifyPolicy.ALWAYS)).doesNotContain(Optional.empty());
    }
  }

  @Test
  void aDamagedIndexIsMadeAgainOnTheWay() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = fixture.open()) {
      fixture.registerSample(store);
      store.get(CAR.root());
      fixture.shardIndices.damage(KEY);

      assertThat(ask(store, all(CAR), VerifyPolicy.ALWAYS)).doesNotContain(Optional.empty());
    }
  }

  @Test
  void aBlockWhoseEveryCopyIsCorruptEndsIt() throws Exception {
    var fixture = new Fixture(directory);
    var bytes = CAR.bytes();
    bytes[bytes.length - 1] ^= 1;
    try (var store = fixture.open()) {
      store.register(KEY, fixture.mounts.put("a", bytes));

      assertThatExceptionOfType(CorruptDataException.class)
          .isThrownBy(() -> ask(store, all(CAR), VerifyPolicy.ALWAYS));
    }
  }

  @Test
  void whoTakesMayEndItAndSoMayAnInterrupt() throws Exception {
    var fixture = new Fixture(directory);
    var car = SampleCar.small(2000, 1);
    var taken = new AtomicInteger();
    try (var store = fixture.open()) {
      store.register(KEY, fixture.mounts.put("a", car.bytes()));
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() ->
              store.getMany(
                  all(car),
                  VerifyPolicy.NEVER,
                  (position, block) -> {
                    taken.incrementAndGet();
                    throw new IOException("full");
                  }))
          .withMessage("full");
      assertThat(taken).hasValue(1);

      assertThatExceptionOfType(InterruptedException.class)
          .isThrownBy(() ->
              store.getMany(
                  all(car),
                  VerifyPolicy.NEVER,
                  (position, block) -> Thread.currentThread().interrupt()));
      assertThat(Thread.interrupted()).isFalse();
      assertThat(ask(store, all(car), VerifyPolicy.NEVER)).doesNotContain(Optional.empty());
    }
    fixture.mounts.guard().assertAllClosed();
  }

  @Test
  void aClosedStoreAnswersNothing() throws Exception {
    var store = new Fixture(directory).open();
    store.close();

    assertThatExceptionOfType(StoreClosed.class)
        .isThrownBy(() -> ask(store, List.of(), VerifyPolicy.NEVER));
  }
}
