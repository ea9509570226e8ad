package io.dagstore.core.store;

import static io.dagstore.core.store.Fixture.CAR;
import static io.dagstore.core.store.Fixture.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dagstore.core.api.DagStoreException.Unverifiable;
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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ReadPolicyTest {
  private static final ShardKey GOOD = ShardKey.of("good");
  private static final SampleCar BIG = new SampleCar(3, 1000, 1000, 5);

  @TempDir Path directory;

  @Test
  void neverHashesWhereThePolicySaysSo() throws Exception {
    var fixture = new Fixture(directory);
    var bytes = BIG.bytes();
    try (var store = fixture.open()) {
      store.register(KEY, fixture.mounts.put("a", bytes));
      flipLastByte(bytes);

      assertThat(store.get(lastCid(), VerifyPolicy.NEVER)).isPresent();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FIRST_READ", "ALWAYS"})
  void refusesAChangedBlock(VerifyPolicy policy) throws Exception {
    var fixture = new Fixture(directory);
    var bytes = BIG.bytes();
    try (var store = fixture.open()) {
      store.register(KEY, fixture.mounts.put("a", bytes));
      flipLastByte(bytes);

      assertThatExceptionOfType(CorruptDataException.class)
          .isThrownBy(() -> store.get(lastCid(), policy))
          .satisfies(e -> assertThat(e.source()).isEqualTo("a"))
          .satisfies(e -> assertThat(e.expected()).contains(lastCid().toString()));
      assertThat(store.get(BIG.root(), policy)).isPresent();
      assertThat(fixture.listener.events(StoreEvent.CorruptBlock.class))
          .extracting(StoreEvent.CorruptBlock::cid)
          .containsExactly(lastCid());
    }
  }

  @Test
  void hashesOnceAtTheFirstReadAndEachTimeWhereAlways() throws Exception {
    var fixture = new Fixture(directory);
    var bytes = BIG.bytes();
    try (var store = fixture.open()) {
      store.register(KEY, fixture.mounts.put("a", bytes));
      assertThat(store.get(lastCid(), VerifyPolicy.FIRST_READ)).isPresent();
      flipLastByte(bytes);

      assertThat(store.get(lastCid(), VerifyPolicy.FIRST_READ)).isPresent();
      assertThatExceptionOfType(CorruptDataException.class)
          .isThrownBy(() -> store.get(lastCid(), VerifyPolicy.ALWAYS));
    }
  }

  @Test
  void fallsToAnotherShardWhereACopyIsCorrupt() throws Exception {
    var fixture = new Fixture(directory);
    var bad = BIG.bytes();
    try (var store = fixture.open()) {
      store.register(KEY, fixture.mounts.put("bad", bad));
      store.register(GOOD, fixture.mounts.put("good", BIG.bytes()));
      flipLastByte(bad);

      for (int i = 0; i < 3; i++) {
        assertThat(store.get(lastCid())).contains(BIG.block(2));
      }
      assertThat(store.find(lastCid())).containsExactlyInAnyOrder(KEY, GOOD);
      assertThat(fixture.listener.events(StoreEvent.CorruptBlock.class))
          .extracting(StoreEvent.CorruptBlock::key)
          .containsOnly(KEY);
    }
  }

  @Test
  void fallsToAnotherShardWhereOneCannotBeOpened() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = fixture.open()) {
      store.register(KEY, fixture.mounts.put("gone", CAR.bytes()));
      store.register(GOOD, fixture.mounts.put("good", CAR.bytes()));
      fixture.mounts.remove("gone");

      assertThat(store.get(CAR.root())).isPresent();
      assertThat(store.find(CAR.root())).containsExactly(GOOD);
      assertThat(fixture.listener.events(StoreEvent.Unreadable.class))
          .extracting(StoreEvent.Unreadable::key)
          .containsOnly(KEY);
    }
  }

  @Test
  void saysWhyWhereNoShardCanAnswer() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = fixture.open()) {
      store.register(KEY, fixture.mounts.put("gone", CAR.bytes()));
      fixture.mounts.remove("gone");

      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> store.get(CAR.root()))
          .withMessageContaining("gone");

      fixture.mounts.put("gone", CAR.bytes());
      assertThat(store.get(CAR.root())).isPresent();
    }
  }

  @Test
  void refusesACarThatWasReplacedByAnother() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = fixture.open()) {
      store.register(KEY, fixture.mounts.put("a", CAR.bytes()));
    }
    fixture.mounts.put("a", BIG.bytes());
    try (var store = fixture.open()) {
      assertThatExceptionOfType(CorruptDataException.class)
          .isThrownBy(() -> store.get(CAR.root()))
          .withMessageContaining("size of shard");
    }
  }

  @Test
  void tellsADamagedCidFromAnotherBlock() throws Exception {
    var fixture = new Fixture(directory);
    var bytes = BIG.bytes();
    try (var store = fixture.open()) {
      store.register(KEY, fixture.mounts.put("a", bytes));
      bytes[bytes.length - 1000 - 5] ^= 1;

      assertThatExceptionOfType(CorruptDataException.class)
          .isThrownBy(() -> store.get(lastCid(), VerifyPolicy.NEVER))
          .withMessageContaining("CID");
    }
  }

  @Test
  void neverCallsGoodWhatItCannotCheck() throws Exception {
    var fixture = new Fixture(directory);
    var cid = Cid.v1(Multicodec.RAW, Multihash.of(0x1e, new byte[32]));
    var block = new Block(cid, new byte[] {1});
    try (var store = fixture.open()) {
      store.register(KEY, fixture.mounts.put("a", SampleCar.of(cid, List.of(block))));

      assertThat(store.get(cid, VerifyPolicy.NEVER)).contains(block);
      assertThatExceptionOfType(Unverifiable.class).isThrownBy(() -> store.get(cid));
    }
  }

  private static Cid lastCid() {
    return BIG.block(2).cid();
  }

  private static void flipLastByte(byte[] bytes) {
    bytes[bytes.length - 1] ^= 1;
  }
}
