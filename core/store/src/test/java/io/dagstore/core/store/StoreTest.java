package io.dagstore.core.store;

import static io.dagstore.core.store.Fixture.CAR;
import static io.dagstore.core.store.Fixture.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dagstore.core.api.DagStoreException.NoStore;
import io.dagstore.core.api.DagStoreException.ShardBusy;
import io.dagstore.core.api.DagStoreException.ShardExists;
import io.dagstore.core.api.DagStoreException.ShardFailed;
import io.dagstore.core.api.DagStoreException.StoreBusy;
import io.dagstore.core.api.DagStoreException.StoreClosed;
import io.dagstore.core.api.DagStoreException.StoreReadOnly;
import io.dagstore.core.api.DagStoreException.UnknownScheme;
import io.dagstore.core.api.DagStoreException.UnknownShard;
import io.dagstore.core.api.RegisterOptions;
import io.dagstore.core.api.ShardInfo;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardQuery;
import io.dagstore.core.api.ShardState;
import io.dagstore.core.api.StoreEvent;
import io.dagstore.core.files.CorruptDataException;
import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.Multicodec;
import io.dagstore.core.ipld.Multihash;
import io.dagstore.core.testkit.FakeMounts;
import io.dagstore.core.testkit.SampleCar;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoreTest {
  @TempDir Path directory;

  @Test
  void servesEveryBlockOfARegisteredShard() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = fixture.open()) {
      var info = fixture.registerSample(store);

      assertThat(info.state()).isEqualTo(ShardState.AVAILABLE);
      assertThat(info.blocks()).isEqualTo(20);
      assertThat(info.bytes()).isEqualTo(CAR.bytes().length);
      for (var block : CAR.list()) {
        assertThat(store.get(block.cid())).contains(block);
        assertThat(store.size(block.cid())).hasValue(block.size());
        assertThat(store.find(block.cid())).containsExactly(KEY);
      }
    }
    fixture.mounts.guard().assertAllClosed();
  }

  @Test
  void answersUnderTheCidThatWasAskedFor() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = fixture.open()) {
      fixture.registerSample(store);
      var asRaw = CAR.root();
      var asCbor = Cid.v1(Multicodec.DAG_CBOR, asRaw.multihash());
      var asV0 = Cid.v0(asRaw.multihash());

      assertThat(store.get(asCbor)).contains(new Block(asCbor, CAR.block(0).data()));
      assertThat(store.get(asV0)).contains(new Block(asV0, CAR.block(0).data()));
      assertThat(store.size(asV0)).hasValue(CAR.block(0).size());
    }
  }

  @Test
  void saysThatABlockIsNotThere() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = fixture.open()) {
      fixture.registerSample(store);
      var other = SampleCar.small(1, 99).root();

      assertThat(store.get(other)).isEmpty();
      assertThat(store.has(other)).isFalse();
      assertThat(store.find(other)).isEmpty();
    }
  }

  @Test
  void answersIdentityCidsFromThemselves() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = fixture.open()) {
      var cid = identity(new byte[] {1, 2, 3});

      assertThat(store.get(cid)).contains(new Block(cid, new byte[] {1, 2, 3}));
      assertThat(store.size(cid)).hasValue(3);
      assertThat(store.find(cid)).isEmpty();
    }
  }

  @Test
  void findsIdentityRootsAndLeavesHugeIdentityCidsOut() throws Exception {
    var fixture = new Fixture(directory);
    var root = identity(new byte[] {7});
    var huge = identity(new byte[3000]);
    var blocks = List.of(CAR.block(0), new Block(huge, new byte[3000]), CAR.block(1));
    try (var store = fixture.open()) {
      var info = store.register(KEY, fixture.mounts.put("a", SampleCar.of(root, blocks)));

      assertThat(info.blocks()).isEqualTo(3);
      assertThat(store.find(root)).containsExactly(KEY);
      assertThat(store.find(huge)).isEmpty();
      assertThat(store.get(CAR.block(1).cid())).contains(CAR.block(1));
      assertThat(fixture.listener.events(StoreEvent.Indexed.class))
          .extracting(StoreEvent.Indexed::skipped)
          .containsExactly(1L);
    }
  }

  @Test
  void takesAZeroLengthSectionForTheEnd() throws Exception {
    var fixture = new Fixture(directory);
    var padded = new byte[CAR.bytes().length + 4096];
    System.arraycopy(CAR.bytes(), 0, padded, 0, CAR.bytes().length);
    try (var store = fixture.open()) {
      assertThat(store.register(KEY, fixture.mounts.put("a", padded)).blocks()).isEqualTo(20);
      assertThat(store.get(CAR.root())).isPresent();
    }
  }

  @Test
  void refusesAKeyThatIsTaken() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = fixture.open()) {
      fixture.registerSample(store);

      assertThatExceptionOfType(ShardExists.class)
          .isThrownBy(() -> fixture.registerSample(store))
          .satisfies(e -> assertThat(e.key()).isEqualTo(KEY))
          .satisfies(e -> assertThat(e.state()).isEqualTo(ShardState.AVAILABLE));
      assertThat(Fixture.keys(store)).containsExactly(KEY);
    }
  }

  @Test
  void refusesASchemeThatNobodyServes() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = fixture.open()) {
      assertThatExceptionOfType(UnknownScheme.class)
          .isThrownBy(() -> store.register(KEY, URI.create("gopher://x")));
      assertThat(store.info(KEY)).isEmpty();
    }
  }

  @Test
  void keepsAFailedRegistrationForAnotherTry() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = fixture.open()) {
      assertThatExceptionOfType(ShardFailed.class)
          .isThrownBy(() -> store.register(KEY, fixture.mounts.put("a", new byte[100])))
          .withCauseInstanceOf(CorruptDataException.class);
      assertThat(Fixture.state(store, KEY)).isEqualTo(ShardState.ERRORED);
      assertThat(store.info(KEY).orElseThrow().error()).isPresent();
      assertThatExceptionOfType(ShardFailed.class).isThrownBy(() -> store.acquire(KEY));
      assertThat(fixture.shardIndices.keys()).isEmpty();
      assertThat(fixture.inverted.shards()).isEmpty();

      fixture.mounts.put("a", CAR.bytes());

      assertThat(store.initialize(KEY).state()).isEqualTo(ShardState.AVAILABLE);
      assertThat(store.info(KEY).orElseThrow().error()).isEmpty();
      assertThat(store.get(CAR.root())).isPresent();
    }
    fixture.mounts.guard().assertAllClosed();
  }

  @Test
  void keepsTheErrorOverARestart() throws Exception {
    var fixture = new Fixture(directory);
    var mount = FakeMounts.uri("nowhere");
    Optional<String> error;
    try (var store = fixture.open()) {
      assertThatExceptionOfType(ShardFailed.class).isThrownBy(() -> store.register(KEY, mount));
      error = store.info(KEY).orElseThrow().error();
    }
    try (var store = fixture.open()) {
      assertThat(store.info(KEY))
          .contains(new ShardInfo(KEY, ShardState.ERRORED, mount, false, 0, 0, error));
      assertThat(error.orElseThrow()).contains("nowhere");
    }
  }

  @Test
  void indexesALazyShardAtItsFirstUse() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = fixture.open()) {
      var mount = fixture.mounts.put("a", CAR.bytes());

      assertThat(store.register(KEY, mount, RegisterOptions.LAZY).state())
          .isEqualTo(ShardState.NEW);
      assertThat(fixture.mounts.opens()).isZero();
      assertThat(store.get(CAR.root())).isEmpty();

      try (var accessor = store.acquire(KEY)) {
        assertThat(accessor.roots()).containsExactly(CAR.root());
        assertThat(accessor.blockstore().get(CAR.root())).contains(CAR.block(0));
        assertThat(Fixture.state(store, KEY)).isEqualTo(ShardState.SERVING);
      }
      assertThat(Fixture.state(store, KEY)).isEqualTo(ShardState.AVAILABLE);
      assertThat(store.get(CAR.root())).isPresent();
    }
  }

  @Test
  void sharesOneOpenSourceAmongAccessorsAndReads() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = fixture.open()) {
      fixture.registerSample(store);
      int before = fixture.mounts.opens();
      try (var one = store.acquire(KEY);
          var two = store.acquire(KEY)) {
        one.blockstore().get(CAR.root());
        two.blockstore().get(CAR.root());
        store.get(CAR.root());
      }
      assertThat(fixture.mounts.opens()).isEqualTo(before + 1);
    }
    fixture.mounts.guard().assertAllClosed();
  }

  @Test
  void endsALeaseOnceAndForAll() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = fixture.open()) {
      fixture.registerSample(store);
      var closed = store.acquire(KEY);
      try (var held = store.acquire(KEY)) {
        closed.close();
        closed.close();

        assertThat(Fixture.state(store, KEY)).isEqualTo(ShardState.SERVING);
        assertThat(held.source().size()).isEqualTo(CAR.bytes().length);
        assertThatExceptionOfType(IOException.class)
            .isThrownBy(() -> closed.blockstore().get(CAR.root()));
        assertThatExceptionOfType(IOException.class)
            .isThrownBy(() -> closed.source().read(0, new byte[1], 0, 1));
      }
      assertThat(Fixture.state(store, KEY)).isEqualTo(ShardState.AVAILABLE);
    }
  }

  @Test
  void givesTheBytesOfTheCar() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = fixture.open()) {
      fixture.registerSample(store);
      try (var accessor = store.acquire(KEY)) {
        var source = accessor.source();
        var read = new byte[(int) source.size()];
        source.read(0, read, 0, read.length);

        assertThat(read).isEqualTo(CAR.bytes());
      }
    }
  }

  @Test
  void destroysOnlyWhatNobodyHolds() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = fixture.open()) {
      fixture.registerSample(store);
      try (var accessor = store.acquire(KEY)) {
        assertThatExceptionOfType(ShardBusy.class)
            .isThrownBy(() -> store.destroy(KEY))
            .satisfies(e -> assertThat(e.leases()).isEqualTo(1));
        assertThat(accessor.blockstore().get(CAR.root())).isPresent();
      }

      store.destroy(KEY);

      assertThat(store.info(KEY)).isEmpty();
      assertThat(store.get(CAR.root())).isEmpty();
      assertThat(fixture.shardIndices.keys()).isEmpty();
      assertThat(fixture.inverted.shards()).isEmpty();
      assertThatExceptionOfType(UnknownShard.class).isThrownBy(() -> store.destroy(KEY));
      assertThatExceptionOfType(UnknownShard.class).isThrownBy(() -> store.acquire(KEY));
      assertThatExceptionOfType(UnknownShard.class).isThrownBy(() -> store.initialize(KEY));
      assertThat(fixture.registerSample(store).state()).isEqualTo(ShardState.AVAILABLE);
    }
    fixture.mounts.guard().assertAllClosed();
  }

  @Test
  void listsPagesInTheOrderOfKeys() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = fixture.open()) {
      for (int i = 0; i < 25; i++) {
        var key = ShardKey.of("k%02d".formatted(i));
        var options = i % 5 == 0 ? RegisterOptions.EAGER : RegisterOptions.LAZY;
        var car = SampleCar.small(2, i);
        store.register(key, fixture.mounts.put(key.value(), car.bytes()), options);
      }
      var first = store.list(ShardQuery.FIRST.limit(10));
      var second = store.list(ShardQuery.FIRST.limit(10).after(first.getLast().key()));
      var third = store.list(ShardQuery.FIRST.limit(10).after(second.getLast().key()));
      var eager = store.list(ShardQuery.FIRST.state(ShardState.AVAILABLE).limit(3));

      assertThat(first).hasSize(10).first().extracting(ShardInfo::key).hasToString("k00");
      assertThat(second).hasSize(10).first().extracting(ShardInfo::key).hasToString("k10");
      assertThat(store.list(ShardQuery.FIRST.after(third.getLast().key()))).isEmpty();
      assertThat(third).hasSize(5).last().extracting(ShardInfo::key).hasToString("k24");
      assertThat(eager).extracting(info -> info.key().value()).containsExactly("k00", "k05", "k10");
      assertThatIllegalArgumentException().isThrownBy(() -> ShardQuery.FIRST.limit(0));
    }
  }

  @Test
  void keepsShardsOverARestart() throws Exception {
    var fixture = new Fixture(directory);
    ShardInfo before;
    try (var store = fixture.open()) {
      before = fixture.registerSample(store);
    }
    try (var store = fixture.open()) {
      assertThat(store.info(KEY)).contains(before);
      assertThat(store.get(CAR.root())).contains(CAR.block(0));
      assertThat(fixture.listener.events(StoreEvent.Repaired.class)).isEmpty();
    }
  }

  @Test
  void isBusyWhileAnotherHasItOpen() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = fixture.open()) {
      assertThatExceptionOfType(StoreBusy.class)
          .isThrownBy(fixture::open)
          .satisfies(e -> assertThat(e.directory()).isEqualTo(directory));
      assertThat(store.isClosed()).isFalse();
    }
    fixture.open().close();
  }

  @Test
  void readsWithoutWriting() throws Exception {
    var fixture = new Fixture(directory);
    assertThatExceptionOfType(NoStore.class)
        .isThrownBy(() -> Store.open(fixture.config().readOnly()));
    try (var store = fixture.open()) {
      fixture.registerSample(store);
      store.register(
          ShardKey.of("new"), fixture.mounts.put("n", CAR.bytes()), RegisterOptions.LAZY);
    }
    try (var store = Store.open(fixture.config().readOnly())) {
      assertThat(store.get(CAR.root())).isPresent();
      assertThat(Fixture.keys(store)).hasSize(2);
      assertThatExceptionOfType(StoreReadOnly.class).isThrownBy(() -> store.destroy(KEY));
      assertThatExceptionOfType(StoreReadOnly.class)
          .isThrownBy(() -> store.acquire(ShardKey.of("new")));
    }
  }

  @Test
  void namesTheFileOfDamagedRecords() throws Exception {
    var fixture = new Fixture(directory);
    fixture.open().close();
    var file = directory.resolve("records/records.mv");
    var bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, (byte) 0x5a);
    Files.write(file, bytes);

    assertThatExceptionOfType(CorruptDataException.class)
        .isThrownBy(fixture::open)
        .satisfies(e -> assertThat(e.source()).isEqualTo(file.toString()));
  }

  @Test
  void refusesToForgetShardsWhoseRecordsAreGone() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = fixture.open()) {
      fixture.registerSample(store);
    }
    Files.delete(directory.resolve("records/records.mv"));

    assertThatExceptionOfType(CorruptDataException.class).isThrownBy(fixture::open);
    assertThat(fixture.inverted.shards()).isNotEmpty();
  }

  @Test
  void refusesEverythingOnceItIsClosed() throws Exception {
    var fixture = new Fixture(directory);
    var store = fixture.open();
    fixture.registerSample(store);
    var accessor = store.acquire(KEY);
    store.close();
    store.close();

    assertThatExceptionOfType(StoreClosed.class).isThrownBy(() -> store.get(CAR.root()));
    assertThatExceptionOfType(StoreClosed.class).isThrownBy(() -> store.list(ShardQuery.FIRST));
    assertThatExceptionOfType(StoreClosed.class).isThrownBy(() -> store.destroy(KEY));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> accessor.blockstore().get(CAR.root()));
    accessor.close();
    fixture.mounts.guard().assertAllClosed();
  }

  private static Cid identity(byte[] data) {
    return Cid.v1(Multicodec.RAW, Multihash.of(Multicodec.IDENTITY, data));
  }
}
