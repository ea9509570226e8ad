package io.dagstore.index.segments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.dagstore.core.api.index.OpenMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SegmentIndexTest {
  private static final Executor NEVER = task -> {};

  @TempDir private Path directory;

  private SegmentIndex open(Executor merges) throws IOException {
    return SegmentIndex.open(directory, OpenMode.READ_WRITE, merges);
  }

  private SegmentIndex open() throws IOException {
    return open(Runnable::run);
  }

  private static void check(SegmentIndex index, Map<Integer, long[]> shards) throws IOException {
    var holders = new TreeMap<Long, List<Integer>>();
    shards.forEach((shard, keys) -> {
      for (long key : keys) {
        holders.computeIfAbsent(key, absent -> new ArrayList<>()).add(shard);
      }
    });
    for (var entry : holders.entrySet()) {
      int[] expected = entry.getValue().stream().mapToInt(Integer::intValue).toArray();
      assertThat(Keys.sorted(index.find(entry.getKey()))).isEqualTo(expected);
      assertThat(index.first(entry.getKey())).isIn(entry.getValue());
    }
    assertThat(index.shards().sorted().boxed()).containsExactlyElementsOf(shards.keySet());
  }

  private int segments() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return (int) files.filter(file -> file.toString().endsWith(".segment")).count();
    }
  }

  @Test
  void findsNothingInAnEmptyIndex() throws IOException {
    try (var index = open()) {
      assertThat(index.find(7)).isEmpty();
      assertThat(index.first(7)).isEqualTo(-1);
      assertThat(index.shards()).isEmpty();
    }
  }

  @Test
  void neverAnswersWithARemovedShard() throws IOException {
    long[] keys = Keys.random(new SplittableRandom(1), 1000);
    try (var index = open(NEVER)) {
      index.add(3, Keys.cursor(keys));
      index.add(4, Keys.cursor(keys));

      index.remove(3);

      for (long key : keys) {
        assertThat(index.find(key)).containsExactly(4);
        assertThat(index.first(key)).isEqualTo(4);
      }
      assertThat(index.shards()).containsExactly(4);
      index.remove(99);
      index.flush();
      assertThat(segments()).isEqualTo(1);

      index.remove(4);
      assertThat(index.find(keys[0])).isEmpty();
      assertThat(index.shardCount()).isZero();
      index.flush();
    }
    assertThat(segments()).isZero();
  }

  @Test
  void replacesAShardThatIsThereAlready() throws IOException {
    try (var index = open(NEVER)) {
      index.add(3, Keys.cursor(1L << 16, 2L << 16));
      index.add(3, Keys.cursor(2L << 16, 3L << 16));

      assertThat(index.find(1L << 16)).isEmpty();
      assertThat(index.find(2L << 16)).containsExactly(3);
      assertThat(index.find(3L << 16)).containsExactly(3);
    }
  }

  @Test
  void keepsAShardWithoutKeys() throws IOException {
    try (var index = open()) {
      index.add(5, Keys.cursor());
      index.flush();
    }
    try (var index = open()) {
      assertThat(index.shards()).containsExactly(5);
    }
  }

  @Test
  void findsAKeyThatIsInVeryManyShards() throws IOException {
    long[] keys = Keys.random(new SplittableRandom(2), 3);
    try (var index = open()) {
      for (int shard = 0; shard < 60; shard++) {
        index.add(shard, Keys.cursor(keys));
        index.flush();
      }
      index.remove(7);

      int[] expected = IntStream.range(0, 60).filter(shard -> shard != 7).toArray();
      for (long key : keys) {
        assertThat(Keys.sorted(index.find(key))).isEqualTo(expected);
        assertThat(index.first(key)).isNotNegative();
      }
      index.verify();
    }
    assertThat(segments()).isLessThan(10);
  }

  @Test
  void findsKeysThatAllShareTheirHomes() throws IOException {
    var random = new SplittableRandom(3);
    try (var index = open()) {
      var model = new TreeMap<Integer, long[]>();
      for (int shard = 0; shard < 12; shard++) {
        long near = shard % 2 == 0 ? 0 : -1L << 28;
        long[] keys =
            Keys.ascending(LongStream.range(0, 700).map(i -> near + (random.nextInt(4096) << 16)));
        index.add(shard, Keys.cursor(keys));
        index.flush();
        model.put(shard, keys);
      }
      check(index, model);
    }
  }

  @Test
  void keepsFewSegments() throws IOException {
    var random = new SplittableRandom(4);
    try (var index = open()) {
      for (int shard = 0; shard < 50; shard++) {
        index.add(shard, Keys.cursor(Keys.random(random, 20)));
        index.flush();
        assertThat(segments()).isLessThanOrEqualTo(MergePlan.FAN);
      }
    }
  }

  @Test
  void mergesWhatIsLeftWhenAFlushFindsNothingNew() throws IOException {
    var random = new SplittableRandom(8);
    try (var index = open()) {
      for (int shard = 0; shard < 5; shard++) {
        index.add(shard, Keys.cursor(Keys.random(random, 20)));
        index.flush();
      }
      assertThat(index.stat().details()).containsEntry("segments", 5L);

      index.flush();

      assertThat(index.stat().details()).containsEntry("segments", 1L).containsEntry("merges", 1L);
      assertThat(index.stat().entries()).isEqualTo(100);
      assertThat(index.shardCount()).isEqualTo(5);
    }
  }

  @Test
  void takesLargeShardNumbers() throws IOException {
    long[] keys = Keys.random(new SplittableRandom(5), 100);
    try (var index = open()) {
      index.add(Integer.MAX_VALUE, Keys.cursor(keys));
      index.add(0, Keys.cursor(keys));

      assertThat(Keys.sorted(index.find(keys[50]))).containsExactly(0, Integer.MAX_VALUE);
      index.flush();
      assertThat(Keys.sorted(index.find(keys[50]))).containsExactly(0, Integer.MAX_VALUE);
      assertThatIllegalArgumentException().isThrownBy(() -> index.add(-1, Keys.cursor()));
    }
  }

  @Test
  void refusesKeysOutOfOrderAndStaysAsItWas() throws IOException {
    try (var index = open()) {
      long[] keys = LongStream.range(0, 1000).map(i -> -i << 50).toArray();
      assertThatIllegalArgumentException().isThrownBy(() -> index.add(1, Keys.cursor(keys)));

      assertThat(index.shards()).isEmpty();
      assertThat(segments()).isZero();
    }
  }

  @Test
  void mergesTakenByAnotherThreadSeeLaterRemovals() throws IOException {
    var tasks = new ArrayList<Runnable>();
    long[] keys = Keys.random(new SplittableRandom(6), 100);
    try (var index = open(tasks::add)) {
      for (int shard = 0; shard < 20; shard++) {
        index.add(shard, Keys.cursor(keys));
        index.flush();
      }
      index.remove(5);
      List.copyOf(tasks).forEach(Runnable::run);

      assertThat(segments()).isEqualTo(1);
      assertThat(index.find(keys[0])).hasSize(19).doesNotContain(5);
    }
  }

  @Test
  void writesASegmentWhereThereIsMuchInMemory() throws IOException {
    for (Executor executor : List.of(NEVER, (Executor) Runnable::run)) {
      SegmentIndex.discard(directory);
      try (var index = open(executor)) {
        var model = new TreeMap<Integer, long[]>();
        for (int shard = 0; shard < 9; shard++) {
          long[] keys = Keys.random(new SplittableRandom(shard), Recent.MAX_PAIRS / 3);
          index.add(shard, Keys.cursor(keys));
          model.put(shard, Arrays.copyOf(keys, 50));
          if (shard % 4 == 3) {
            index.remove(shard - 1);
            model.remove(shard - 1);
          }
        }
        assertThat(segments()).isPositive();
        check(index, model);
        index.flush();
        check(index, model);
      }
    }
  }

  @Test
  void writesALargeShardAtOnce() throws IOException {
    long[] large = Keys.random(new SplittableRandom(7), Recent.MAX_PAIRS + 9);
    try (var index = open()) {
      index.add(1, Keys.cursor(1L << 16));
      index.add(2, Keys.cursor(large));
      index.add(1, Keys.cursor(large));

      assertThat(Keys.sorted(index.find(large[0]))).containsExactly(1, 2);
      assertThat(index.find(1L << 16)).isEmpty();
      assertThat(index.shardCount()).isEqualTo(2);
      assertThat(segments()).isEqualTo(2);
      index.remove(2);
      index.flush();
    }
    try (var index = open()) {
      assertThat(index.find(large[Recent.MAX_PAIRS])).containsExactly(1);
    }
  }

  @Test
  void forcesNothingBeforeAFlush() throws IOException {
    try (var index = open()) {
      for (int shard = 0; shard < 500; shard++) {
        index.add(shard, Keys.cursor((shard + 1L) << 16));
        index.remove(shard / 2);
      }
      assertThat(segments()).isZero();
      assertThat(index.find(400L << 16)).containsExactly(399);
    }
    try (var index = open()) {
      assertThat(index.shards()).isEmpty();
    }
  }

  @Test
  void failsWhenClosed() throws IOException {
    var index = open();
    index.add(1, Keys.cursor(1L << 16));
    index.close();
    index.close();

    assertThatIllegalStateException().isThrownBy(() -> index.find(1));
    assertThatIllegalStateException().isThrownBy(() -> index.add(1, Keys.cursor()));
  }

  @Test
  void touchesNothingWhenReadOnly() throws IOException {
    Path absent = directory.resolve("absent");
    try (var index = SegmentIndex.open(absent, OpenMode.READ_ONLY, NEVER)) {
      assertThat(index.find(1)).isEmpty();
      assertThatIllegalStateException().isThrownBy(() -> index.remove(1));
    }
    assertThat(absent).doesNotExist();
  }
}
