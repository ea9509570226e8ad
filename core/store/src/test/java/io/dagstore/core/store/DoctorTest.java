package io.dagstore.core.store;

import static io.dagstore.core.store.Fixture.CAR;
import static io.dagstore.core.store.Fixture.KEY;
import static io.dagstore.core.store.Ward.OTHER;
import static io.dagstore.core.store.Ward.OTHER_CAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dagstore.core.api.DagStoreException.NoStore;
import io.dagstore.core.api.DagStoreException.ShardFailed;
import io.dagstore.core.api.DagStoreException.StoreBusy;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardState;
import io.dagstore.core.api.StoreEvent;
import io.dagstore.core.api.mount.MountRegistry;
import io.dagstore.core.files.CorruptDataException;
import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.Multicodec;
import io.dagstore.core.ipld.Multihash;
import io.dagstore.core.testkit.Cursors;
import io.dagstore.core.testkit.SampleCar;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One invariant after the other is broken by hand, found, and repaired where that can be done. */
@Timeout(60)
final class DoctorTest {
  @TempDir Path directory;
  private Ward ward;

  @BeforeEach
  void registerThree() throws Exception {
    ward = new Ward(directory);
  }

  @Test
  void findsNothingInASoundStoreAndWritesNothing() throws Exception {
    var file = directory.resolve("records/records.mv");
    var before = Files.readAllBytes(file);

    var seen = ward.examine(Doctor::deep);

    assertThat(seen.findings()).isEmpty();
    assertThat(seen.checkup().clean()).isTrue();
    assertThat(seen.checkup().shards()).isEqualTo(3);
    assertThat(seen.checkup().blocks()).isEqualTo(27);
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    ward.fixture.mounts.guard().assertAllClosed();
  }

  @Test
  void isNotLetToAStoreThatIsOpenOrNotThere() throws Exception {
    try (var store = ward.fixture.open()) {
      assertThatExceptionOfType(StoreBusy.class).isThrownBy(() -> ward.examine(Ward::look));
      assertThatExceptionOfType(StoreBusy.class).isThrownBy(() -> ward.examine(Doctor::mending));
      assertThat(store.isClosed()).isFalse();
    }
    var nowhere = new Fixture(directory.resolve("nowhere"));
    assertThatExceptionOfType(NoStore.class)
        .isThrownBy(() -> Ward.examine(nowhere.config(), Doctor::mending));
    assertThat(nowhere.directory).doesNotExist();
  }

  @Test
  void namesAMountThatIsGone() throws Exception {
    ward.fixture.mounts.remove("other");
    ward.assertStays(Ward::look, Invariant.MOUNT_THERE);
  }

  @Test
  void namesAMountThatCannotBeRead() throws Exception {
    ward.fixture.mounts.gate(
        "other",
        () -> {
          throw new java.io.IOException("the disk is on fire");
        });
    assertThat(ward.examine(Ward::look).findings()).isEmpty();
    ward.assertStays(Doctor::deep, Invariant.MOUNT_THERE);
  }

  @Test
  void namesAMountOfAnotherSize() throws Exception {
    ward.fixture.mounts.put("other", Arrays.copyOf(OTHER_CAR.bytes(), 100));
    ward.assertStays(Ward::look, Invariant.MOUNT_SIZE);
  }

  @Test
  void countsTheShardsWhoseMountsItCannotLookAt() throws Exception {
    var seen =
        Ward.examine(
            StoreConfig.of(
                directory,
                MountRegistry.of(),
                (_, _) -> ward.fixture.shardIndices,
                (_, _) -> ward.fixture.inverted),
            Doctor::deep);

    assertThat(seen.findings()).isEmpty();
    assertThat(seen.checkup().unreachable()).isEqualTo(2);
    assertThat(seen.checkup().blocks()).isZero();
  }

  @Test
  void mendsALostShardIndex() throws Exception {
    ward.fixture.shardIndices.drop(KEY);
    var found = ward.assertMends(Invariant.SHARD_INDEX_THERE);
    assertThat(found.getFirst().shard()).contains(KEY);
    assertThat(ward.fixture.listener.events(StoreEvent.Repaired.class)).hasSize(1);
  }

  @Test
  void mendsADamagedShardIndex() throws Exception {
    ward.fixture.shardIndices.damage(KEY);
    ward.assertMends(Invariant.SHARD_INDEX_SOUND);
  }

  @Test
  void keepsALostShardIndexInMindWhileTheBytesAreGone() throws Exception {
    ward.fixture.shardIndices.drop(KEY);
    ward.fixture.mounts.remove("a");

    var mended = ward.examine(Doctor::mending);

    assertThat(mended.invariants())
        .containsExactlyInAnyOrder(Invariant.MOUNT_THERE, Invariant.SHARD_INDEX_THERE);
    assertThat(mended.findings()).noneMatch(Finding::repaired);
    assertThat(ward.record(KEY).state()).isEqualTo(ShardState.AVAILABLE);

    ward.fixture.mounts.put("a", CAR.bytes());
    ward.assertMends(Invariant.SHARD_INDEX_THERE);
  }

  @Test
  void tellsWhyARepairFailed() throws Exception {
    ward.fixture.shardIndices.drop(KEY);
    ward.fixture.mounts.put("a", new byte[CAR.bytes().length]);

    var mended = ward.examine(Doctor::mending);

    assertThat(mended.findings())
        .singleElement()
        .satisfies(found -> {
          assertThat(found.repaired()).isFalse();
          assertThat(found.remedy()).startsWith("the repair failed: ").contains("header");
        });
    try (var store = ward.fixture.open()) {
      assertThatExceptionOfType(ShardFailed.class).isThrownBy(() -> store.acquire(KEY));
    }
  }

  @Test
  void mendsAnIndexWithTooFewEntries() throws Exception {
    try (var writer = ward.fixture.shardIndices.create(KEY)) {
      writer.add(1L << 60, 100, 50);
      writer.commit();
    }
    assertThat(ward.examine(Ward::look).invariants())
        .containsOnly(Invariant.SHARD_INDEX_COUNT, Invariant.INVERTED_KEYS);
    assertThat(ward.examine(Doctor::mending).checkup().clean()).isTrue();
    ward.assertServesAll();
  }

  @Test
  void mendsAnIndexThatLeadsElsewhere() throws Exception {
    try (var writer = ward.fixture.shardIndices.create(OTHER)) {
      try (var index = ward.fixture.shardIndices.open(OTHER).orElseThrow()) {
        var keys = index.sortedKeys();
        while (keys.next()) {
          long entry = index.first(keys.value());
          writer.add(keys.value(), index.offset(entry) + 1, index.length(entry));
        }
      }
      writer.commit();
    }

    assertThat(ward.examine(Ward::look).findings()).isEmpty();
    assertThat(ward.examine(Doctor::deep).invariants()).containsExactly(Invariant.INDEX_TRUE);
    assertThat(ward.examine(doctor -> doctor.deep().mending()).checkup().clean()).isTrue();
    assertThat(ward.examine(Doctor::deep).findings()).isEmpty();
    ward.assertServesAll();
  }

  @Test
  void countsIdentityRootsAndLeavesHugeCidsOut() throws Exception {
    var root = Cid.v1(Multicodec.RAW, Multihash.of(Multicodec.IDENTITY, new byte[] {7}));
    var huge = Cid.v1(Multicodec.RAW, Multihash.of(Multicodec.IDENTITY, new byte[3000]));
    var blocks = List.of(CAR.block(0), new Block(huge, new byte[3000]), CAR.block(1), CAR.block(1));
    try (var store = ward.fixture.open()) {
      store.register(
          ShardKey.of("odd"), ward.fixture.mounts.put("odd", SampleCar.of(root, blocks)));
      store.register(
          ShardKey.of("odd2"),
          ward.fixture.mounts.put("odd2", SampleCar.of(root, List.of(CAR.block(0)))));
    }

    assertThat(ward.examine(Ward::look).findings()).isEmpty();
    assertThat(ward.examine(Doctor::deep).findings()).isEmpty();
  }

  @Test
  void mendsAShardThatTheInvertedIndexDoesNotKnow() throws Exception {
    ward.fixture.inverted.remove(0);
    ward.assertMends(Invariant.INVERTED_SHARDS);
  }

  @Test
  void mendsAShardThatOnlyTheInvertedIndexKnows() throws Exception {
    ward.fixture.inverted.add(77, Cursors.sorted(1, 2, 3));
    ward.assertMends(Invariant.INVERTED_SHARDS);
  }

  @Test
  void mendsKeysThatTheInvertedIndexHasLost() throws Exception {
    ward.fixture.inverted.add(0, Cursors.sorted(1L << 20));
    var found = ward.assertMends(Invariant.INVERTED_KEYS);
    assertThat(found.getFirst().got()).isEqualTo("0 keys");
  }

  @Test
  void mendsAnInvertedIndexThatCannotBeOpened() throws Exception {
    var folder = directory.resolve("inverted");
    var file = Files.createDirectories(folder).resolve("manifest");
    Files.writeString(file, "damaged");
    var config =
        StoreConfig.of(
            directory,
            ward.fixture.registry,
            (_, _) -> ward.fixture.shardIndices,
            (_, _) -> {
              if (Files.exists(file)) {
                throw new CorruptDataException(file.toString(), 0, "manifest", "sound", "damaged");
              }
              return ward.fixture.inverted;
            });

    assertThat(Ward.examine(config, Ward::look).invariants())
        .containsExactly(Invariant.INVERTED_SOUND);
    ward.fixture.inverted.remove(0);
    ward.fixture.inverted.remove(1);
    var mended = Ward.examine(config, Doctor::mending);

    assertThat(mended.findings()).singleElement().matches(Finding::repaired);
    assertThat(Ward.examine(config, Doctor::deep).findings()).isEmpty();
    ward.assertServesAll();
  }

  @Test
  void removesIndicesThatNobodyOwns() throws Exception {
    try (var writer = ward.fixture.shardIndices.create(ShardKey.of("stray"))) {
      writer.add(1L << 60, 100, 50);
      writer.commit();
    }
    var found = ward.assertMends(Invariant.FILES_OWNED);
    assertThat(found.getFirst().where()).isEqualTo("stray");
    assertThat(ward.fixture.shardIndices.keys()).containsExactlyInAnyOrder(KEY, OTHER);
  }

  @Test
  void removesLocalCopiesThatNobodyOwns() throws Exception {
    var stray = ward.fixture.directory.resolve("transients/transient-stray.complete");
    Files.createDirectories(stray.getParent());
    Files.writeString(stray, "left over");

    var found = ward.assertMends(Invariant.FILES_OWNED);

    assertThat(found.getFirst().where()).isEqualTo("transients/transient-stray.complete");
    assertThat(stray).doesNotExist();
  }

  @Test
  void namesEachDamagedBlock() throws Exception {
    var bytes = CAR.bytes();
    bytes[bytes.length - 1] ^= 1;
    ward.fixture.mounts.put("a", bytes);

    assertThat(ward.examine(Ward::look).findings()).isEmpty();
    ward.assertStays(Doctor::deep, Invariant.BLOCKS_SOUND);
    assertThat(ward.fixture.shardIndices.keys()).contains(KEY);
    try (var store = ward.fixture.open()) {
      assertThat(store.get(CAR.root())).contains(CAR.block(0));
      assertThatExceptionOfType(CorruptDataException.class)
          .isThrownBy(() -> store.get(CAR.block(19).cid()));
    }
  }

  @Test
  void namesASectionThatIsNone() throws Exception {
    var bytes = ByteBuffer.wrap(CAR.bytes());
    bytes.put(bytes.get(0) + 1, (byte) 0x7f);
    ward.fixture.mounts.put("a", bytes.array());

    ward.assertStays(Doctor::deep, Invariant.BLOCKS_SOUND);
  }
}
