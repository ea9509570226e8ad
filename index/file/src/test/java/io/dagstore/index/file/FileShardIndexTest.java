package io.dagstore.index.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagstore.core.api.ShardFileName;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.index.LongCursor;
import io.dagstore.core.api.index.OpenMode;
import io.dagstore.core.api.index.ShardIndex;
import io.dagstore.core.files.CorruptDataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileShardIndexTest {
  private static final ShardKey KEY = ShardKey.of("a shard");

  @TempDir private Path directory;

  record Place(long offset, int length) {}

  private FileShardIndexRepository repository() throws IOException {
    return FileShardIndexRepository.open(directory, OpenMode.READ_WRITE);
  }

  /** Unsigned order, as that of keys. */
  private static SortedMap<Long, List<Place>> model() {
    return new TreeMap<>(Long::compareUnsigned);
  }

  private void write(SortedMap<Long, List<Place>> model) throws IOException {
    try (var repository = repository();
        var writer = repository.create(KEY)) {
      for (var entry : model.entrySet()) {
        for (Place place : entry.getValue()) {
          writer.add(entry.getKey(), place.offset(), place.length());
        }
      }
      writer.commit();
      assertThat(keys(writer.sortedKeys())).isEqualTo(List.copyOf(model.keySet()));
    }
  }

  private static List<Long> keys(LongCursor cursor) throws IOException {
    var keys = new ArrayList<Long>();
    while (cursor.next()) {
      keys.add(cursor.value());
    }
    assertThat(cursor.count()).isEqualTo(keys.size());
    return keys;
  }

  private static List<Place> places(ShardIndex index, long key) throws IOException {
    var places = new ArrayList<Place>();
    for (long entry = index.first(key); entry >= 0; entry = index.next(key, entry)) {
      places.add(new Place(index.offset(entry), index.length(entry)));
    }
    return places;
  }

  private static SortedMap<Long, List<Place>> randomModel(
      SplittableRandom random, int count, LongSupplier offsets, LongSupplier lengths) {
    var model = model();
    for (int i = 0; i < count; i++) {
      var places = new ArrayList<Place>();
      do {
        places.add(new Place(offsets.getAsLong(), (int) lengths.getAsLong()));
      } while (random.nextInt(10) == 0);
      model.put(random.nextLong() << 16, places);
    }
    return model;
  }

  private void checkAnswers(SortedMap<Long, List<Place>> model, SplittableRandom random)
      throws IOException {
    try (var repository = repository();
        var index = repository.open(KEY).orElseThrow()) {
      assertThat(index.entries()).isEqualTo(model.values().stream().mapToInt(List::size).sum());
      for (var entry : model.entrySet()) {
        assertThat(places(index, entry.getKey())).isEqualTo(entry.getValue());
      }
      for (int i = 0; i < 1000; i++) {
        long absent = random.nextLong() << 16;
        assertThat(model.containsKey(absent) || index.first(absent) < 0).isTrue();
      }
      assertThat(keys(index.sortedKeys())).isEqualTo(List.copyOf(model.keySet()));
      index.verify();
    }
  }

  @Test
  void answersForSmallBlocksInSmallFiles() throws IOException {
    var random = new SplittableRandom(3);
    for (int count : new int[] {0, 1, 2, 15, 16, 17, 1000, 20_000}) {
      var model =
          randomModel(random, count, () -> random.nextLong(1 << 24), () -> random.nextInt(99));
      write(model);
      checkAnswers(model, random);
    }
  }

  @Test
  void answersForHugeBlocksInHugeFiles() throws IOException {
    var random = new SplittableRandom(4);
    var model =
        randomModel(
            random, 3000, () -> random.nextLong(1L << 48), () -> random.nextInt(Integer.MAX_VALUE));
    model.put(5L << 16, List.of(new Place((1L << 48) - 1, Integer.MAX_VALUE), new Place(0, 0)));

    write(model);

    checkAnswers(model, random);
  }

  @Test
  void keepsEveryCopyOfARepeatedBlock() throws IOException {
    var model = model();
    for (long key : new long[] {7L << 60, 9L << 59, 1L << 16}) {
      var places = new ArrayList<Place>();
      for (int i = 0; i < 700; i++) {
        places.add(new Place(1000L * i, 100));
      }
      model.put(key, places);
    }

    write(model);

    checkAnswers(model, new SplittableRandom(5));
  }

  @Test
  void refusesPlacesBeyondItsBits() throws IOException {
    try (var repository = repository();
        var writer = repository.create(KEY)) {
      assertThatIllegalArgumentException().isThrownBy(() -> writer.add(1, 1L << 48, 1));
      assertThatIllegalArgumentException().isThrownBy(() -> writer.add(1, -1, 1));
      assertThatIllegalArgumentException().isThrownBy(() -> writer.add(1, 1, -1));
    }
  }

  private Path file() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(path -> path.toString().endsWith(".blocks")).findFirst().orElseThrow();
    }
  }

  @Test
  void meetsEveryWrongBitWithTheRightAnswerOrATypedError() throws IOException {
    var random = new SplittableRandom(6);
    var model = randomModel(random, 60, () -> random.nextLong(1 << 24), () -> random.nextInt(99));
    write(model);
    Path file = file();
    byte[] sound = Files.readAllBytes(file);

    for (int i = 0; i < sound.length; i++) {
      byte[] broken = sound.clone();
      broken[i] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, broken);

      assertThat(isRightOrRefused(model)).as("byte %d", i).isTrue();
      assertThatThrownBy(this::verify).isInstanceOf(CorruptDataException.class);
    }
  }

  private void verify() throws IOException {
    try (var repository = repository();
        var index = repository.open(KEY).orElseThrow()) {
      index.verify();
    }
  }

  private boolean isRightOrRefused(SortedMap<Long, List<Place>> model) throws IOException {
    try (var repository = repository();
        var index = repository.open(KEY).orElseThrow()) {
      return model.entrySet().stream()
          .allMatch(entry -> isRightOrRefused(index, entry.getKey(), entry.getValue()));
    } catch (CorruptDataException e) {
      return e.source().endsWith(".blocks");
    }
  }

  private static boolean isRightOrRefused(ShardIndex index, long key, List<Place> expected) {
    try {
      return places(index, key).equals(expected);
    } catch (CorruptDataException e) {
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void refusesEveryTruncatedAndEveryGrownFile() throws IOException {
    var random = new SplittableRandom(7);
    write(randomModel(random, 20, () -> random.nextLong(1 << 24), () -> random.nextInt(99)));
    Path file = file();
    byte[] sound = Files.readAllBytes(file);

    for (int length = 0; length <= sound.length + 9; length++) {
      if (length != sound.length) {
        Files.write(file, Arrays.copyOf(sound, length));
        assertThatThrownBy(() -> repository().open(KEY)).isInstanceOf(CorruptDataException.class);
      }
    }
  }

  @Test
  void refusesTheFileOfAnotherShard() throws IOException {
    write(model());
    var other = new ShardFileName(ShardKey.of("other")).in(directory, ".blocks");
    Files.createDirectories(other.resolveSibling("."));
    Files.copy(file(), other);

    assertThatThrownBy(() -> repository().open(ShardKey.of("other")))
        .isInstanceOf(CorruptDataException.class)
        .hasMessageContaining("owner");
  }

  @Test
  void readsTheGoldenFile() throws IOException {
    var model = model();
    for (int i = 0; i < 40; i++) {
      model.put((i * 0x9E3779B97F4A7C15L) & (-1L << 16), List.of(new Place(i * 100L, 90 + i)));
    }
    write(model);

    try (var golden = FileShardIndexTest.class.getResourceAsStream("golden-v1.blocks")) {
      assertThat(Files.readAllBytes(file())).isEqualTo(golden.readAllBytes());
    }
    checkAnswers(model, new SplittableRandom(8));
  }

  @Test
  void takesAtMostTwelveBytesABlock() throws IOException {
    var random = new SplittableRandom(9);
    var model =
        randomModel(
            random, 40_000, () -> random.nextLong(1L << 30), () -> random.nextInt(64 << 10));
    write(model);

    long blocks = model.values().stream().mapToInt(List::size).sum();
    assertThat((double) Files.size(file()) / blocks).isLessThan(12);
  }
}
