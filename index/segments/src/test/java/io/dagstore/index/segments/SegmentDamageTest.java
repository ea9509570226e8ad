package io.dagstore.index.segments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagstore.core.api.index.OpenMode;
import io.dagstore.core.files.CorruptDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One merged segment of six shards, small enough to break each byte of it. */
final class SegmentDamageTest {
  private static final int SHARDS = 6;

  @TempDir private Path directory;
  private final long[] keys = Keys.random(new SplittableRandom(1), 40);
  private final long[] common = Keys.random(new SplittableRandom(2), 3);
  private Path segment = Path.of("");

  private SegmentIndex open() throws IOException {
    return SegmentIndex.open(directory, OpenMode.READ_WRITE, Runnable::run);
  }

  @BeforeEach
  void writeOneSegment() throws IOException {
    var size = new SegmentSize(keys.length + common.length, common.length * (2L + SHARDS));
    segment = directory.resolve("1.segment");
    var walk =
        new KeyGroups(
            new MergedPostings(
                IntStream.range(0, SHARDS)
                    .mapToObj(shard -> new ShardPostings(Keys.cursor(keysOf(shard)), shard))
                    .toList()));
    SegmentWriter.write(
        segment, 1, size, walk, ShardSet.of(IntStream.range(0, SHARDS)), () -> false);
    var live = new Manifest.Entry(1, ShardSet.NONE);
    new Manifest(2, List.of(live)).write(directory.resolve("manifest"));
  }

  private long[] keysOf(int shard) {
    var own = Arrays.stream(keys).filter(key -> Math.floorMod(key >> 16, SHARDS) == shard);
    return Keys.ascending(LongStream.concat(own, Arrays.stream(common)));
  }

  private boolean isRightOrRefused() throws IOException {
    try (var index = open()) {
      for (int shard = 0; shard < SHARDS; shard++) {
        for (long key : keysOf(shard)) {
          int expected = shard;
          if (IntStream.of(index.find(key)).noneMatch(found -> found == expected)) {
            return false;
          }
        }
      }
      return Arrays.equals(
          Keys.sorted(index.shards().toArray()), IntStream.range(0, SHARDS).toArray());
    } catch (CorruptDataException e) {
      return e.source().startsWith(directory.toString());
    }
  }

  @Test
  void readsWhatWasWritten() throws IOException {
    assertThat(isRightOrRefused()).isTrue();
    try (var index = open()) {
      index.verify();
      assertThat(index.find(common[0])).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
      for (long key : keys) {
        assertThat(index.find(key)).containsExactly(Math.floorMod(key >> 16, SHARDS));
      }
    }
  }

  @Test
  void meetsEveryWrongBitWithTheRightAnswerOrATypedError() throws IOException {
    var random = new SplittableRandom(3);
    byte[] sound = Files.readAllBytes(segment);
    for (int i = 0; i < sound.length; i++) {
      byte[] broken = sound.clone();
      broken[i] ^= (byte) (1 << random.nextInt(8));
      Files.write(segment, broken);

      assertThat(isRightOrRefused()).as("byte %d", i).isTrue();
      assertThatThrownBy(this::verify).isInstanceOf(CorruptDataException.class);
    }
  }

  private void verify() throws IOException {
    try (var index = open()) {
      index.verify();
    }
  }

  @Test
  void refusesATruncatedOrMissingSegment() throws IOException {
    byte[] sound = Files.readAllBytes(segment);
    for (int length = 0; length < sound.length; length++) {
      Files.write(segment, Arrays.copyOf(sound, length));
      assertThatThrownBy(this::open).isInstanceOf(CorruptDataException.class);
    }
    Files.delete(segment);
    assertThatThrownBy(this::open)
        .isInstanceOf(CorruptDataException.class)
        .hasMessageContaining("1.segment");
  }

  @Test
  void refusesEveryDamagedManifest() throws IOException {
    Path manifest = directory.resolve("manifest");
    byte[] sound = Files.readAllBytes(manifest);
    for (int i = 0; i < sound.length; i++) {
      byte[] broken = sound.clone();
      broken[i] ^= 4;
      Files.write(manifest, broken);
      assertThatThrownBy(this::open).isInstanceOf(CorruptDataException.class);
      Files.write(manifest, Arrays.copyOf(sound, i));
      assertThatThrownBy(this::open).isInstanceOf(CorruptDataException.class);
    }
    Files.delete(manifest);
    assertThatThrownBy(this::open).isInstanceOf(CorruptDataException.class);
  }

  @Test
  void startsAnewAfterADiscard() throws IOException {
    Files.write(segment, new byte[3]);
    SegmentIndex.discard(directory);

    try (var index = open()) {
      assertThat(index.shards()).isEmpty();
    }
  }

  @Test
  void clearsAwayWhatAKilledProcessLeft() throws IOException {
    Path left = Files.copy(segment, directory.resolve("2.segment"));
    Path unfinished = Files.createFile(directory.resolve(".dagstore-9.tmp"));
    try (var index = SegmentIndex.open(directory, OpenMode.READ_ONLY)) {
      assertThat(index.unowned()).containsExactlyInAnyOrder(left.toString(), unfinished.toString());
    }

    assertThat(isRightOrRefused()).isTrue();

    assertThat(left).doesNotExist();
    assertThat(unfinished).doesNotExist();
  }

  @Test
  void writesTheGoldenFile() throws IOException {
    assertThat(Files.readAllBytes(segment)).isEqualTo(golden(2));
  }

  @Test
  void readsTheGoldenFileOfTheVersionBefore() throws IOException {
    Files.write(segment, golden(1));
    try (var index = open()) {
      index.verify();
      for (long key : keys) {
        assertThat(index.find(key)).containsExactly(Math.floorMod(key >> 16, SHARDS));
      }
      assertThat(index.find(common[2])).containsExactly(0, 1, 2, 3, 4, 5);
      var pairs = new ArrayList<Long>();
      index.forEach((key, _) -> pairs.add(key));
      assertThat(pairs).hasSize(keys.length + SHARDS * common.length);
    }
  }

  private static byte[] golden(int version) throws IOException {
    var name = "golden-v" + version + ".segment";
    try (var golden = SegmentDamageTest.class.getResourceAsStream(name)) {
      return golden.readAllBytes();
    }
  }
}
