package io.dagstore.core.store;

import static io.dagstore.core.store.Fixture.CAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.StoreEvent;
import io.dagstore.core.files.CorruptDataException;
import io.dagstore.core.ipld.Block;
import io.dagstore.core.testkit.SampleCar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A block in several shards, of which one fails: another answers, and is asked first then. */
final class OtherCopiesTest {
  private static final ShardKey BAD = ShardKey.of("bad");
  private static final ShardKey GOOD = ShardKey.of("good");
  private static final Block BLOCK = CAR.block(3);

  /** Larger than what a small read brings along, so that each block is read by itself. */
  private static final SampleCar BIG = new SampleCar(3, 1000, 1000, 5);

  @TempDir Path directory;

  private final AtomicBoolean broken = new AtomicBoolean();

  private Store openWithTwo(Fixture fixture) throws IOException, InterruptedException {
    fixture.mounts.breaks("bad", broken);
    var store = fixture.open();
    store.register(BAD, fixture.mounts.put("bad", CAR.bytes()));
    store.register(GOOD, fixture.mounts.put("good", CAR.bytes()));
    return store;
  }

  private static int failures(Fixture fixture) {
    return fixture.listener.events(StoreEvent.Unreadable.class).size();
  }

  @Test
  void aReadThatFailsIsAnsweredByAnotherShardAndTheFailedOneIsNotAskedAgain() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = openWithTwo(fixture)) {
      assertThat(store.get(BLOCK.cid())).contains(BLOCK);
      broken.set(true);

      for (int i = 0; i < 10; i++) {
        assertThat(store.get(BLOCK.cid())).contains(BLOCK);
        assertThat(store.size(BLOCK.cid())).hasValue(BLOCK.size());
        assertThat(store.has(BLOCK.cid())).isTrue();
      }

      assertThat(failures(fixture)).isEqualTo(1);
    }
    fixture.mounts.guard().assertAllClosed();
  }

  @Test
  void aSizeThatFailsIsToldByAnotherShard() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = openWithTwo(fixture)) {
      store.get(BLOCK.cid());
      broken.set(true);

      assertThat(store.size(BLOCK.cid())).hasValue(BLOCK.size());
      assertThat(store.has(BLOCK.cid())).isTrue();
      assertThat(store.get(BLOCK.cid())).contains(BLOCK);

      assertThat(failures(fixture)).isEqualTo(1);
    }
  }

  @Test
  void itIsLookedAtAgainAfterAWhile() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = openWithTwo(fixture)) {
      store.get(BLOCK.cid());
      broken.set(true);
      store.get(BLOCK.cid());

      fixture.time.advance(Suspects.WHILE);
      for (int i = 0; i < 10; i++) {
        assertThat(store.get(BLOCK.cid())).contains(BLOCK);
      }
      assertThat(failures(fixture)).isEqualTo(2);

      broken.set(false);
      fixture.time.advance(Suspects.WHILE);
      assertThat(store.get(BLOCK.cid())).contains(BLOCK);
      broken.set(true);
      store.get(BLOCK.cid());
      assertThat(failures(fixture)).isEqualTo(3);
    }
  }

  @Test
  void aMarkedShardThatIsTheOnlyOneAnswersAsSoonAsItCan() throws Exception {
    var fixture = new Fixture(directory);
    fixture.mounts.breaks("bad", broken);
    try (var store = fixture.open()) {
      store.register(BAD, fixture.mounts.put("bad", CAR.bytes()));
      broken.set(true);
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> store.get(BLOCK.cid()))
          .withMessageContaining("planned");
      assertThatExceptionOfType(IOException.class).isThrownBy(() -> store.size(BLOCK.cid()));

      broken.set(false);

      assertThat(store.get(BLOCK.cid())).contains(BLOCK);
      assertThat(store.size(BLOCK.cid())).hasValue(BLOCK.size());
    }
  }

  @Test
  void aShardThatCannotBeOpenedIsNotTriedAtEachRead() throws Exception {
    var fixture = new Fixture(directory);
    openWithTwo(fixture).close();
    fixture.mounts.remove("bad");
    try (var store = fixture.open()) {
      for (int i = 0; i < 10; i++) {
        assertThat(store.get(BLOCK.cid())).contains(BLOCK);
        assertThat(store.size(BLOCK.cid())).hasValue(BLOCK.size());
      }

      assertThat(failures(fixture)).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void aProviderThatComesBackIsAskedAgainAtOnce() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = openWithTwo(fixture)) {
      store.get(BLOCK.cid());
      broken.set(true);
      store.get(BLOCK.cid());

      fixture.registry.remove(fixture.mounts);
      fixture.registry.add(fixture.mounts);
      broken.set(false);
      int opens = fixture.mounts.opens();
      assertThat(store.get(BLOCK.cid())).contains(BLOCK);
      assertThat(fixture.mounts.opens()).isEqualTo(opens + 1);
    }
  }

  @Test
  void aShardWhoseIndexIsMadeAgainIsAskedAgainAtOnce() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = openWithTwo(fixture)) {
      store.get(BLOCK.cid());
      broken.set(true);
      store.get(BLOCK.cid());
      assertThat(failures(fixture)).isEqualTo(1);

      broken.set(false);
      fixture.shardIndices.damage(BAD);
      try (var accessor = store.acquire(BAD)) {
        assertThat(accessor.blockstore().get(BLOCK.cid())).contains(BLOCK);
      }
      broken.set(true);
      store.get(BLOCK.cid());

      assertThat(failures(fixture)).isEqualTo(2);
    }
  }

  @Test
  void anOpenShardIsAskedBeforeOneThatIsNot() throws Exception {
    var fixture = new Fixture(directory);
    openWithTwo(fixture).close();
    try (var store = fixture.open();
        var _ = store.acquire(GOOD)) {
      int opens = fixture.mounts.opens();

      assertThat(store.get(BLOCK.cid())).contains(BLOCK);
      assertThat(store.size(BLOCK.cid())).hasValue(BLOCK.size());

      assertThat(fixture.mounts.opens()).isEqualTo(opens);
    }
  }

  @Test
  void aCorruptBlockMarksItsShardAndTheOtherGivesIt() throws Exception {
    var fixture = new Fixture(directory);
    var bytes = BIG.bytes();
    var last = BIG.block(2);
    try (var store = fixture.open()) {
      store.register(BAD, fixture.mounts.put("bad", bytes));
      store.register(GOOD, fixture.mounts.put("good", BIG.bytes()));
      bytes[bytes.length - 1] ^= 1;

      for (int i = 0; i < 10; i++) {
        assertThat(store.get(last.cid())).contains(last);
      }
      assertThat(fixture.listener.events(StoreEvent.CorruptBlock.class)).hasSizeLessThan(2);

      store.destroy(GOOD);
      assertThatExceptionOfType(CorruptDataException.class).isThrownBy(() -> store.get(last.cid()));
      assertThat(store.get(BIG.root())).contains(BIG.block(0));
    }
  }

  @Test
  void aShardThatMustBeCopiedFirstIsAskedAfterOneThatMustNot() throws Exception {
    var site = new CopySite(directory);
    var fixture = site.fixture;
    try (var store = site.open()) {
      site.register(store, BAD);
      store.register(GOOD, fixture.mounts.put("good", CopySite.CAR.bytes()));
    }
    Files.delete(site.whole(BAD));
    var block = CopySite.CAR.block(3);
    try (var store = site.open()) {
      int copies = fixture.listener.events(StoreEvent.Copied.class).size();

      assertThat(store.get(block.cid())).contains(block);

      assertThat(fixture.listener.events(StoreEvent.Copied.class)).hasSize(copies);
    }
  }

  @Test
  void aShardWithoutRoomForItsCopyLeavesTheAnswerToAnother() throws Exception {
    var site = new CopySite(directory);
    var block = CopySite.CAR.block(3);
    try (var store = Store.open(site.room(1))) {
      site.register(store, BAD);
      site.register(store, GOOD);
      try (var _ = store.acquire(GOOD)) {
        assertThat(store.find(block.cid())).containsExactly(GOOD);
        assertThat(store.get(block.cid())).contains(block);
      }
    }
  }
}
