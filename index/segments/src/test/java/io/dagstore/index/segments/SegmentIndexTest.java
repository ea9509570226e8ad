package io.dagstore.index.segments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagstore.core.api.index.InvertedIndex;
import io.dagstore.core.api.index.OpenMode;
import io.dagstore.core.files.CorruptDataException;
import io.dagstore.core.testkit.Cursors;
import io.dagstore.core.testkit.InvertedIndexContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class SegmentIndexTest extends InvertedIndexContract {
  private static final long SEED = 20261122;

  @Override
  protected InvertedIndex open(Path folder, OpenMode mode) throws IOException {
    return SegmentIndex.open(folder, mode);
  }

  @Test
  void answersAsAMapDoesThroughMergesAndRemovals() throws IOException {
    var random = new Random(SEED);
    long[] shared = random.longs(40).toArray();
    Map<Integer, long[]> model = new HashMap<>();
    try (var index = open(directory, OpenMode.READ_WRITE)) {
      for (int step = 0; step < 400; step++) {
        int shard = random.nextInt(120);
        if (random.nextInt(4) == 0) {
          index.remove(shard);
          model.remove(shard);
        } else {
          long[] keys = random.longs(random.nextInt(60)).toArray();
          for (int i = 0; i < keys.length / 2; i++) {
            keys[i] = shared[random.nextInt(shared.length)];
          }
          index.add(shard, Cursors.sorted(keys));
          model.put(shard, keys);
        }
      }
      assertEqual(index, model);
    }

    try (var index = open(directory, OpenMode.READ_ONLY)) {
      assertEqual(index, model);
    }
  }

  private static void assertEqual(InvertedIndex index, Map<Integer, long[]> model)
      throws IOException {
    assertThat(index.shards().boxed().toList())
        .as("seed " + SEED)
        .containsExactlyInAnyOrderElementsOf(model.keySet());
    Map<Long, Set<Integer>> inverted = new HashMap<>();
    model.forEach((shard, keys) -> {
      for (long key : keys) {
        inverted.computeIfAbsent(key, k -> new TreeSet<>()).add(shard);
      }
    });
    for (var entry : inverted.entrySet()) {
      assertThat(Arrays.stream(index.find(entry.getKey())).boxed().toList())
          .as("seed " + SEED)
          .containsExactlyInAnyOrderElementsOf(entry.getValue());
      assertThat(entry.getValue()).contains(index.first(entry.getKey()));
    }
  }

  @Test
  void keepsTheNumberOfSegmentsLogarithmic() throws IOException {
    var random = new Random(SEED);
    try (var index = open(directory, OpenMode.READ_WRITE)) {
      for (int shard = 0; shard < 300; shard++) {
        index.add(shard, Cursors.sorted(random.longs(20).toArray()));
      }
    }

    assertThat(segments()).hasSizeLessThan(25);
  }

  @Test
  void removesWhatTheManifestDoesNotName() throws IOException {
    try (var index = open(directory, OpenMode.READ_WRITE)) {
      index.add(1, Cursors.sorted(5));
    }
    Path segment = segments().getFirst();
    Files.copy(segment, directory.resolve(SegmentFormat.fileName(77)));
    Files.createFile(directory.resolve(".dagstore-1.tmp"));

    open(directory, OpenMode.READ_WRITE).close();

    assertThat(segments()).containsExactly(segment);
    assertThat(directory.resolve(".dagstore-1.tmp")).doesNotExist();
  }

  @Test
  void aFlippedByteIsAnErrorOrNoHarm() throws IOException {
    var random = new Random(SEED);
    long[] keys = random.longs(30).toArray();
    try (var index = open(directory, OpenMode.READ_WRITE)) {
      index.add(1, Cursors.sorted(keys));
    }
    Path file = segments().getFirst();
    byte[] whole = Files.readAllBytes(file);
    for (int at = 0; at < whole.length; at++) {
      byte[] flipped = whole.clone();
      flipped[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, flipped);
      try (var index = open(directory, OpenMode.READ_ONLY)) {
        for (long key : keys) {
          assertThat(index.find(key).length).isLessThanOrEqualTo(2);
        }
      } catch (CorruptDataException e) {
        assertThat(e.source()).isEqualTo(file.toString());
      }
    }
  }

  @Test
  void namesATruncatedFile() throws IOException {
    try (var index = open(directory, OpenMode.READ_WRITE)) {
      index.add(1, Cursors.sorted(1L << 60));
    }
    for (Path file : Stream.of(segments().getFirst(), directory.resolve("manifest")).toList()) {
      byte[] whole = Files.readAllBytes(file);
      for (int length = 0; length < whole.length; length += 7) {
        Files.write(file, Arrays.copyOf(whole, length));
        assertThatThrownBy(() -> open(directory, OpenMode.READ_ONLY))
            .isInstanceOf(CorruptDataException.class)
            .hasMessageContaining(file.toString());
      }
      Files.write(file, whole);
    }
  }

  private List<Path> segments() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(f -> f.toString().endsWith(SegmentFormat.SUFFIX)).toList();
    }
  }
}
