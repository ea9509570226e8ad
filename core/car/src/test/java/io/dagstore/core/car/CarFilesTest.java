package io.dagstore.core.car;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagstore.core.car.CarException.Fault;
import io.dagstore.core.files.FileSource;
import io.dagstore.core.files.Source;
import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.Cid;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CarFilesTest {
  private static final Block A = Samples.block("block a");
  private static final Block B = Samples.block("block b");
  private static final Block C = Samples.block("block c");
  private static final CarFiles.Means MEANS = CarFiles.Means.plain();

  @TempDir private Path folder;

  private Path file(String name, CarFormat format, List<Cid> roots, Block... blocks)
      throws IOException {
    var file = folder.resolve(name);
    try (var writer = CarWriter.create(file, format, roots)) {
      for (var block : blocks) {
        writer.put(block);
      }
      writer.finish();
    }
    return file;
  }

  private static List<Block> blocks(Path file) throws IOException {
    var blocks = new ArrayList<Block>();
    try (var source = FileSource.open(file);
        var scanner = CarScanner.over(source, CarLimits.DEFAULT, ZeroSection.CORRUPT)) {
      while (scanner.next()) {
        blocks.add(scanner.block());
      }
    }
    return blocks;
  }

  private static CarHeader header(Path file) throws IOException {
    try (var reader = CarReader.open(FileSource.open(file), CarLimits.DEFAULT)) {
      return reader.header();
    }
  }

  private static List<Fault> faults(Path file) throws IOException {
    try (var source = FileSource.open(file)) {
      return CarFiles.verify(source, MEANS).problems().stream().map(CarException::fault).toList();
    }
  }

  @Test
  void wrappingUnwrapsToTheSameBytesWhateverThePadding() throws IOException {
    var plain = file("plain.car", CarFormat.V1, List.of(A.cid()), A, B, C, Samples.identity("i"));
    var before = Files.readAllBytes(plain);
    for (var kind : IndexKind.values()) {
      var format = CarFormat.V2.withIndex(kind).withPadding(10, 3);
      var wrapped = folder.resolve("wrapped.car");

      CarFiles.wrap(plain, wrapped, format, MEANS);
      assertThat(faults(wrapped)).isEmpty();
      assertThat(header(wrapped).dataOffset()).isEqualTo(61);
      CarFiles.wrap(wrapped, wrapped, CarFormat.V2.withIdentities(), MEANS);
      assertThat(faults(wrapped)).isEmpty();
      assertThat(header(wrapped).fullyIndexed()).isTrue();
      CarFiles.unwrap(wrapped, wrapped, CarLimits.DEFAULT);

      assertThat(wrapped).hasBinaryContent(before);
    }
    assertThat(folder).isDirectoryNotContaining("glob:**/.*");
  }

  @Test
  void badInputLeavesNoOutput() throws IOException {
    var plain = file("plain.car", CarFormat.V1, List.of(A.cid()), A, B);
    Files.write(plain, Arrays.copyOf(Files.readAllBytes(plain), 100));

    assertThatThrownBy(() -> CarFiles.wrap(plain, folder.resolve("o"), CarFormat.V2, MEANS))
        .isInstanceOf(CarException.class);
    assertThatThrownBy(
            () -> CarFiles.filter(plain, folder.resolve("o"), CarFormat.V2, _ -> true, MEANS))
        .isInstanceOf(CarException.class);
    assertThatThrownBy(
            () -> CarFiles.concat(List.of(plain), folder.resolve("o"), CarFormat.V1, MEANS))
        .isInstanceOf(CarException.class);
    assertThat(folder).isDirectoryContaining(plain::equals);
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void concatIsTheUnion() throws IOException {
    var one = file("1.car", CarFormat.V1, List.of(A.cid()), A, B, A);
    var two = file("2.car", CarFormat.V2.withPadding(5, 5), List.of(C.cid(), A.cid()), B, C);
    var out = folder.resolve("out.car");
    for (var format : List.of(CarFormat.V1, CarFormat.V2)) {
      assertThat(CarFiles.concat(List.of(one, two, one), out, format, MEANS)).isEqualTo(3);
      assertThat(blocks(out)).containsExactly(A, B, C);
      assertThat(header(out).roots()).containsExactly(A.cid(), C.cid());
      assertThat(header(out).version()).isEqualTo(format.version());
      assertThat(faults(out)).isEmpty();
    }
  }

  @Test
  void filteringKeepsTheRootsThatSurvive() throws IOException {
    var in = file("in.car", CarFormat.V1, List.of(A.cid(), B.cid()), A, B, C, B);
    var out = folder.resolve("out.car");

    assertThat(CarFiles.filter(in, out, CarFormat.V2, cid -> !cid.equals(A.cid()), MEANS))
        .isEqualTo(3);

    assertThat(blocks(out)).containsExactly(B, C, B);
    assertThat(header(out).roots()).containsExactly(B.cid());
  }

  @Test
  void anIndexIsDetachedAndAttached() throws IOException {
    var full = file("full.car", CarFormat.V2, List.of(A.cid()), A, B, C);
    var bare = file("bare.car", CarFormat.V2.withIndex(IndexKind.NONE), List.of(A.cid()), A, B, C);
    var other =
        file(
            "other.car",
            CarFormat.V2,
            List.of(A.cid()),
            A,
            B,
            C,
            Samples.block("d".repeat(999)),
            Samples.block("e"));
    var plain = file("plain.car", CarFormat.V1, List.of(A.cid()), A, B, C);

    CarFiles.attachIndex(bare, index(full), CarLimits.DEFAULT);
    CarFiles.attachIndex(bare, index(full), CarLimits.DEFAULT);

    assertThat(bare).hasBinaryContent(Files.readAllBytes(full));
    assertThatThrownBy(() -> CarFiles.attachIndex(bare, index(other), CarLimits.DEFAULT))
        .isInstanceOfSatisfying(
            CarException.class, e -> assertThat(e.fault()).isEqualTo(Fault.LYING_INDEX));
    assertThatThrownBy(() -> CarFiles.attachIndex(plain, index(full), CarLimits.DEFAULT))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(bare).hasBinaryContent(Files.readAllBytes(full));
  }

  private static Source index(Path file) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var source = FileSource.open(file)) {
      CarFiles.detachIndex(source, CarLimits.DEFAULT, Channels.newChannel(bytes));
    }
    return Source.of(bytes.toByteArray(), "detached index of " + file);
  }

  @Test
  void rootsAreReplacedInPlaceOrNotAtAll() throws IOException {
    for (var format : List.of(CarFormat.V1, CarFormat.V2.withPadding(4, 4))) {
      var file = file("file.car", format, List.of(A.cid()), A, B);

      CarFiles.replaceRoots(file, List.of(B.cid()), CarLimits.DEFAULT);

      assertThat(header(file).roots()).containsExactly(B.cid());
      assertThat(faults(file)).isEmpty();
      assertThatThrownBy(
              () -> CarFiles.replaceRoots(file, List.of(B.cid(), A.cid()), CarLimits.DEFAULT))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("current header size (59) must match replacement header size (100)");
    }
  }

  @Test
  void aWriterReplacesRootsBeforeItFinishes() throws IOException {
    var file = folder.resolve("file.car");
    try (var writer = CarWriter.create(file, CarFormat.V2, List.of(A.cid()))) {
      writer.put(B);
      writer.roots(List.of(B.cid()));
      assertThat(file).doesNotExist();
      writer.finish();
      assertThat(writer.position()).isEqualTo(59 + 1 + 36 + 7);
    }
    assertThat(header(file).roots()).containsExactly(B.cid());
    assertThat(faults(file)).isEmpty();
  }

  @Test
  void aWriterThatDoesNotFinishLeavesNothing() throws IOException {
    try (var writer = CarWriter.create(folder.resolve("file.car"), CarFormat.V2, List.of())) {
      writer.put(A);
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void verificationNamesEveryProblem() throws IOException {
    assertThat(faults(file("rootless", CarFormat.V1, List.of(), A)))
        .containsExactly(Fault.MISSING_ROOT);
    assertThat(faults(file("elsewhere", CarFormat.V2, List.of(A.cid(), C.cid()), A, B)))
        .containsExactly(Fault.MISSING_ROOT);
    assertThat(
            faults(
                file(
                    "wrong",
                    CarFormat.V1,
                    List.of(A.cid()),
                    A,
                    new Block(B.cid(), C.data()),
                    new Block(C.cid(), A.data()))))
        .containsExactly(Fault.HASH_MISMATCH, Fault.HASH_MISMATCH);
    var cut = file("cut", CarFormat.V1, List.of(A.cid()), new Block(A.cid(), C.data()), B);
    Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), 120));
    assertThat(faults(cut)).containsExactly(Fault.HASH_MISMATCH, Fault.TRUNCATED_SECTION);
  }

  @Test
  void manyHandsSeeWhatOneSees() throws IOException {
    var random = new SplittableRandom(7);
    var blocks = Samples.blocks(random, 4000, 3000);
    for (int i = 0; i < blocks.size(); i += 400) {
      blocks.set(i, new Block(blocks.get(i).cid(), new byte[3001]));
    }
    var file =
        file("many.car", CarFormat.V2, List.of(blocks.get(0).cid()), blocks.toArray(Block[]::new));
    try (var source = FileSource.open(file);
        var workers = Executors.newVirtualThreadPerTaskExecutor()) {
      var alone = CarFiles.verify(source, MEANS);
      var many =
          CarFiles.verify(
              source,
              new CarFiles.Means(CarLimits.DEFAULT, ZeroSection.CORRUPT, new Work(workers, 4)));

      assertThat(many.blocks()).isEqualTo(alone.blocks()).isEqualTo(4000);
      assertThat(many.bytes()).isEqualTo(alone.bytes());
      assertThat(messages(many)).isEqualTo(messages(alone));
      assertThat(many.problemCount()).isEqualTo(10);
    }
  }

  @Test
  void handsThatNeverComeHoldNothingUp() throws IOException {
    var blocks = Samples.blocks(new SplittableRandom(8), 2000, 3000);
    var file = file("file.car", CarFormat.V1, List.of(A.cid()), blocks.toArray(Block[]::new));
    try (var source = FileSource.open(file)) {
      var work = new Work(_ -> {}, 4);
      var means = new CarFiles.Means(CarLimits.DEFAULT, ZeroSection.CORRUPT, work);

      assertThat(CarFiles.verify(source, means).blocks()).isEqualTo(2000);
    }
  }

  private static List<String> messages(CarVerification result) {
    return result.problems().stream().map(problem -> String.valueOf(problem.getMessage())).toList();
  }

  @Test
  void aStreamIsInspectedLikeAFile() throws IOException {
    var file =
        file(
            "file.car",
            CarFormat.V2.withPadding(9, 9),
            List.of(B.cid()),
            A,
            B,
            Samples.block("x".repeat(100_000)),
            C);
    try (var source = FileSource.open(file);
        var scanner =
            CarScanner.over(
                new ByteArrayInputStream(Files.readAllBytes(file)),
                "stdin",
                CarLimits.DEFAULT,
                ZeroSection.CORRUPT)) {
      var expected = CarFiles.inspect(source, CarLimits.DEFAULT, ZeroSection.CORRUPT);

      var facts = CarFiles.inspect(scanner);
      assertThat(facts.header()).isEqualTo(expected.header());
      assertThat(facts.codecs()).isEqualTo(expected.codecs());
      assertThat(facts.hashes()).isEqualTo(expected.hashes());
      assertThat(facts.blockBytes()).isEqualTo(expected.blockBytes());
      assertThat(facts.cidBytes()).isEqualTo(expected.cidBytes());
      assertThat(facts.rootPresent()).isTrue();
      assertThat(expected.index()).isEqualTo(IndexKind.MULTIHASH_SORTED);
      assertThat(expected.rootPresent()).isTrue();
    }
  }

  @Test
  void aStreamCutAnywhereIsNoticed() throws IOException {
    var whole = Samples.carV1(List.of(A.cid()), List.of(A, B, Samples.block("y".repeat(300))));
    var ends = List.of(59, 59 + 44, 59 + 88, whole.length);
    for (int length = 0; length < whole.length; length++) {
      var cut = new ByteArrayInputStream(whole, 0, length);
      if (ends.contains(length)) {
        continue;
      }
      assertThatThrownBy(
              () -> {
                try (var scanner =
                    CarScanner.over(cut, "stdin", CarLimits.DEFAULT, ZeroSection.CORRUPT)) {
                  while (scanner.next()) {
                    scanner.cid();
                  }
                }
              })
          .isInstanceOf(CarException.class);
    }
  }
}
