package io.dagstore.core.car;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagstore.core.car.CarException.Fault;
import io.dagstore.core.files.FileSource;
import io.dagstore.core.files.Source;
import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.Multicodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CarBlockstoreTest {
  private static final Block A = Samples.block("block a");
  private static final Block B = Samples.block("block b");

  @TempDir private Path folder;

  private byte[] v2() throws IOException {
    var file = folder.resolve("v2.car");
    try (var writer = CarWriter.create(file, CarFormat.V2, List.of(A.cid()))) {
      writer.put(A);
      writer.put(B);
      writer.finish();
    }
    return Files.readAllBytes(file);
  }

  private static CarBlockstore open(byte[] file) throws IOException {
    return CarBlockstore.open(Source.of(file, "file"), CarLimits.DEFAULT, ZeroSection.CORRUPT);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void findsWhatWasWritten(long seed) throws IOException {
    var random = new SplittableRandom(seed);
    var blocks = Samples.blocks(random, 300, 9000);
    var roots = List.of(blocks.get(0).cid(), blocks.get(5).cid());
    var formats =
        List.of(CarFormat.V1, CarFormat.V2, CarFormat.V2.withPadding(100, 5).withIdentities());
    for (var format : formats) {
      var file = folder.resolve("file.car");
      try (var writer = CarWriter.create(file, format, roots)) {
        for (var block : blocks) {
          writer.put(block);
        }
        writer.finish();
      }
      checkFile(file, blocks, roots);
      checkSource(Source.of(Files.readAllBytes(file), "memory"), blocks);
    }
  }

  private static void checkFile(Path file, List<Block> blocks, List<Cid> roots) throws IOException {
    var written = new ArrayList<Block>();
    try (var source = FileSource.open(file);
        var scanner = CarScanner.over(source, CarLimits.DEFAULT, ZeroSection.CORRUPT)) {
      assertThat(scanner.header().roots()).isEqualTo(roots);
      while (scanner.next()) {
        written.add(scanner.block());
        var cid = scanner.cid();
        assertThat(CarReader.read(source, cid, scanner.sectionOffset(), scanner.sectionLength()))
            .isEqualTo(scanner.block());
      }
      assertThat(written).isEqualTo(blocks);
      assertThat(CarFiles.verify(source, CarFiles.Means.plain()).problems()).isEmpty();
    }
    checkSource(FileSource.open(file), blocks);
  }

  private static void checkSource(Source source, List<Block> blocks) throws IOException {
    try (var store = CarBlockstore.open(source, CarLimits.DEFAULT, ZeroSection.CORRUPT)) {
      for (var block : new HashSet<>(blocks)) {
        assertThat(store.get(block.cid())).contains(block);
        assertThat(store.size(block.cid())).hasValue(block.size());
      }
      assertThat(store.indexFault()).isEmpty();
      assertThat(store.has(Samples.block("absent").cid())).isFalse();
    }
  }

  @Test
  void codecAndVersionOfTheCidAskedForDoNotMatter() throws IOException {
    try (var store = open(v2())) {
      var other = Cid.v0(A.cid().multihash());

      assertThat(store.get(other)).contains(new Block(other, A.data()));
    }
  }

  @Test
  void identityCidsAreAnsweredFromThemselves() throws IOException {
    try (var store = open(v2())) {
      var block = Samples.identity("not in the file");

      assertThat(store.get(block.cid())).contains(block);
      assertThat(store.has(block.cid())).isTrue();
    }
  }

  @Test
  void anIndexThatLiesIsNoticedAndRebuilt() throws IOException {
    for (long lie : new long[] {0, 1, 60, 105, 1 << 20, -1}) {
      var file = v2();
      var bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
      bytes.putLong(file.length - 8, lie);
      bytes.putLong(file.length - 48, lie);

      try (var store = open(file)) {
        assertThat(store.get(A.cid())).contains(A);
        assertThat(store.get(B.cid())).contains(B);
        assertThat(store.indexFault().orElseThrow().fault()).isEqualTo(Fault.LYING_INDEX);
      }
      var result = CarFiles.verify(Source.of(file, "file"), CarFiles.Means.plain());
      assertThat(result.problems())
          .extracting(CarException::fault)
          .contains(Fault.INCOMPLETE_INDEX, Fault.LYING_INDEX);
    }
  }

  @Test
  void anIndexWithoutABlockIsCompleted() throws IOException {
    var file = v2();
    file[file.length - 48 - 1 - 8] ^= 1;

    try (var store = open(file)) {
      assertThat(store.get(A.cid())).contains(A);
      assertThat(store.get(B.cid())).contains(B);
    }
    assertThat(CarFiles.verify(Source.of(file, "file"), CarFiles.Means.plain()).problems())
        .extracting(CarException::fault)
        .containsExactlyInAnyOrder(Fault.INCOMPLETE_INDEX, Fault.LYING_INDEX);
  }

  @Test
  void anUnusableIndexIsReplaced() throws IOException {
    int index = v2().length - 80 - 30;
    check(index, file -> file.put(index, (byte) 1));
    check(index, file -> file.putInt(index + 2, -1));
    check(index, file -> file.putInt(index + 2, Integer.MAX_VALUE));
    check(index, file -> file.putLong(index + 6, -1));
    check(index, file -> file.putInt(index + 14, -1));
    check(index, file -> file.putInt(index + 14, Integer.MAX_VALUE));
    check(index, file -> file.putInt(index + 18, 8));
    check(index, file -> file.putInt(index + 18, -40));
    check(index, file -> file.putInt(index + 18, 39));
    check(index, file -> file.putInt(index + 18, 33 << 20));
    check(index, file -> file.putLong(index + 22, 120));
    check(index, file -> file.putLong(index + 22, -80));
    check(index, file -> file.putLong(index + 22, Long.MAX_VALUE));
    check(index, file -> file.putLong(index + 22, 40));
    check(index, file -> file.putLong(43, 60));
    check(index, file -> file.putLong(43, 1 << 20));
    check(index, file -> file.putLong(43, -1));
  }

  private void check(int index, Consumer<ByteBuffer> damage) throws IOException {
    var file = v2();
    damage.accept(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN));

    assertThat(index).isLessThan(file.length);
    try (var reader = CarReader.open(Source.of(file, "file"), CarLimits.DEFAULT)) {
      assertThatThrownBy(reader::index)
          .isInstanceOfSatisfying(
              CarException.class, e -> assertThat(e.fault()).isEqualTo(Fault.UNUSABLE_INDEX));
    }
    try (var store = open(file)) {
      assertThat(store.indexFault().orElseThrow().fault()).isEqualTo(Fault.UNUSABLE_INDEX);
      assertThat(store.get(A.cid())).contains(A);
      assertThat(store.get(B.cid())).contains(B);
    }
  }

  @Test
  void anIndexOutOfOrderIsUnusable() throws IOException {
    var file = v2();
    var entry = new byte[40];
    System.arraycopy(file, file.length - 80, entry, 0, 40);
    System.arraycopy(file, file.length - 40, file, file.length - 80, 40);
    System.arraycopy(entry, 0, file, file.length - 40, 40);

    try (var reader = CarReader.open(Source.of(file, "file"), CarLimits.DEFAULT)) {
      assertThatThrownBy(reader::index)
          .isInstanceOfSatisfying(
              CarException.class, e -> assertThat(e.fault()).isEqualTo(Fault.UNUSABLE_INDEX));
    }
    try (var store = open(file)) {
      assertThat(store.get(A.cid())).contains(A);
      assertThat(store.get(B.cid())).contains(B);
    }
  }

  @Test
  void anotherBlockAtAPlaceIsRefused() throws IOException {
    var file = Samples.carV1(List.of(), List.of(A, B));
    var source = Source.of(file, "file");

    assertThat(CarReader.read(source, A.cid(), 18, 44)).isEqualTo(A);
    for (var place : new long[][] {{18, 43}, {18, 45}, {19, 43}, {62, 44}, {62, 400}, {-1, 44}}) {
      assertThatThrownBy(() -> CarReader.read(source, A.cid(), place[0], (int) place[1]))
          .isInstanceOf(CarException.class);
    }
  }

  @Test
  void theFixedCodecsAreTheOnesOfTheTable() {
    assertThat(IndexKind.SORTED.code()).isEqualTo((int) Multicodec.CAR_INDEX_SORTED);
    assertThat(IndexKind.MULTIHASH_SORTED.code())
        .isEqualTo((int) Multicodec.CAR_MULTIHASH_INDEX_SORTED);
  }
}
