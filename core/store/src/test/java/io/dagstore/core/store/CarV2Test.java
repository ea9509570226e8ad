package io.dagstore.core.store;

import static io.dagstore.core.store.Fixture.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.car.CarFormat;
import io.dagstore.core.car.CarWriter;
import io.dagstore.core.car.IndexKind;
import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.Multicodec;
import io.dagstore.core.testkit.SampleCar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A CARv2 in a store: whatever index is inside, what counts is where the blocks are. */
final class CarV2Test {
  /** Blocks of one length, so that the files of two samples differ in nothing but hashes. */
  private static final SampleCar TRUE = new SampleCar(30, 64, 64, 1);

  private static final SampleCar OTHER = new SampleCar(30, 64, 64, 2);

  @TempDir Path directory;
  private Fixture fixture;

  @BeforeEach
  void begin() {
    fixture = new Fixture(directory.resolve("store"));
  }

  private byte[] written(SampleCar car, IndexKind index) throws IOException {
    var file = directory.resolve("written.car");
    var format = CarFormat.V2.withIndex(index).withPadding(100, 7);
    try (var writer = CarWriter.create(file, format, List.of(car.root()))) {
      for (var block : car.list()) {
        writer.put(block);
      }
      writer.finish();
    }
    return Files.readAllBytes(file);
  }

  private void servedWhole(Store store) throws IOException, InterruptedException {
    try (var accessor = store.acquire(KEY)) {
      assertThat(accessor.roots()).containsExactly(TRUE.root());
      for (var block : TRUE.list()) {
        assertThat(accessor.blockstore().get(block.cid())).contains(block);
        assertThat(store.get(block.cid())).contains(block);
        assertThat(store.find(block.cid())).containsExactly(KEY);
        var asCbor = Cid.v1(Multicodec.DAG_CBOR, block.cid().multihash());
        assertThat(store.find(asCbor)).containsExactly(KEY);
        assertThat(store.get(asCbor)).contains(new Block(asCbor, block.data()));
      }
    }
  }

  /** Test 6, TestRegisterCarV2; and B26: of the older index too. */
  @ParameterizedTest
  @EnumSource
  void eachMultihashLeadsToItsShard(IndexKind index) throws Exception {
    try (var store = fixture.open()) {
      var info = store.register(KEY, fixture.mounts.put("a", written(TRUE, index)));

      assertThat(info.blocks()).isEqualTo(TRUE.blocks());
      servedWhole(store);
    }
    try (var store = fixture.open()) {
      servedWhole(store);
    }
    fixture.mounts.guard().assertAllClosed();
  }

  /** B25: an index that is well-formed, of another file. */
  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void anIndexInsideThatLiesLeadsNobodyAstray(IndexKind index) throws Exception {
    var bytes = written(TRUE, index);
    var other = written(OTHER, index);
    int from = 11 + 40 + 100 + TRUE.bytes().length + 7;
    System.arraycopy(other, from, bytes, from, bytes.length - from);
    assertThat(bytes).isNotEqualTo(written(TRUE, index)).hasSameSizeAs(other);
    try (var store = fixture.open()) {
      store.register(KEY, fixture.mounts.put("a", bytes));

      servedWhole(store);
      for (var cid : OTHER.cids()) {
        assertThat(store.find(cid)).isEmpty();
        assertThat(store.get(cid)).isEmpty();
      }
    }
  }

  @Test
  void anIndexInsideThatIsNoneIsNotMissed() throws Exception {
    var bytes = written(TRUE, IndexKind.MULTIHASH_SORTED);
    int from = 11 + 40 + 100 + TRUE.bytes().length + 7;
    Arrays.fill(bytes, from, bytes.length, (byte) 0xff);
    try (var store = fixture.open()) {
      store.register(KEY, fixture.mounts.put("a", bytes));

      servedWhole(store);
    }
  }
}
