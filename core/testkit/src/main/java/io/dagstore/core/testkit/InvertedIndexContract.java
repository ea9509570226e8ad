package io.dagstore.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.dagstore.core.api.index.InvertedIndex;
import io.dagstore.core.api.index.MultihashKey;
import io.dagstore.core.api.index.OpenMode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link InvertedIndex} must do. */
public abstract class InvertedIndexContract {
  private static final long SEED = 11;

  /** The folder of one test's index. */
  @TempDir public Path directory;

  /** For subclasses. */
  protected InvertedIndexContract() {}

  /** Opens the index in a folder; opened again, it holds what was taken in. */
  protected abstract InvertedIndex open(Path folder, OpenMode mode) throws IOException;

  /** Evenly spread, as a store's keys are: an index may keep their high bits alone. */
  private static long key(long number) {
    return number * 0x9E3779B97F4A7C15L;
  }

  @Test
  void isEmptyAtFirst() throws IOException {
    try (var index = open(directory, OpenMode.READ_WRITE)) {
      assertThat(index.find(key(1))).isEmpty();
      assertThat(index.first(key(1))).isNegative();
      assertThat(index.shards()).isEmpty();
      assertThat(index.shardCount()).isZero();
    }
  }

  @Test
  void findsEachShardOfAKey() throws IOException {
    try (var index = open(directory, OpenMode.READ_WRITE)) {
      index.add(0, Cursors.sorted(key(1), key(2), key(3)));
      index.add(7, Cursors.sorted(key(3), key(4)));
      index.add(Integer.MAX_VALUE / 1024, Cursors.sorted(key(3), key(-1)));

      assertThat(index.find(key(3))).containsExactly(0, 7, Integer.MAX_VALUE / 1024);
      assertThat(index.find(key(1))).containsExactly(0);
      assertThat(index.find(key(-1))).containsExactly(Integer.MAX_VALUE / 1024);
      assertThat(index.first(key(4))).isEqualTo(7);
      assertThat(index.first(key(3))).isIn(0, 7, Integer.MAX_VALUE / 1024);
      assertThat(index.find(key(99))).isEmpty();
    }
  }

  @Test
  void holdsWhatItTookInAfterItIsOpenedAgain() throws IOException {
    try (var index = open(directory, OpenMode.READ_WRITE)) {
      index.add(1, Cursors.sorted(key(10), key(20)));
      index.add(2, Cursors.sorted(key(20), key(30)));
      index.remove(1);
      index.flush();
    }

    for (var mode : OpenMode.values()) {
      try (var index = open(directory, mode)) {
        assertThat(index.find(key(20))).containsExactly(2);
        assertThat(index.find(key(10))).isEmpty();
        assertThat(index.shards()).containsExactly(2);
        assertThat(index.shardCount()).isEqualTo(1);
      }
    }
  }

  @Test
  void forgetsARemovedShardAndTakesItInAgain() throws IOException {
    try (var index = open(directory, OpenMode.READ_WRITE)) {
      index.add(3, Cursors.sorted(key(1), key(2)));
      index.remove(3);
      index.remove(4);
      assertThat(index.find(key(1))).isEmpty();
      assertThat(index.shards()).isEmpty();

      index.add(3, Cursors.sorted(key(2), key(5)));

      assertThat(index.find(key(2))).containsExactly(3);
      assertThat(index.find(key(5))).containsExactly(3);
      assertThat(index.find(key(1))).isEmpty();
    }
  }

  @Test
  void replacesAShardThatIsThere() throws IOException {
    try (var index = open(directory, OpenMode.READ_WRITE)) {
      index.add(3, Cursors.sorted(key(1), key(2)));
      index.add(3, Cursors.sorted(key(2), key(9)));

      assertThat(index.find(key(2))).containsExactly(3);
      assertThat(index.find(key(9))).containsExactly(3);
      assertThat(index.find(key(1))).isEmpty();
      assertThat(index.shards()).containsExactly(3);
      assertThat(index.shardCount()).isEqualTo(1);
    }
  }

  @Test
  void holdsAfterItIsOpenedAgainWhatWasThereAtTheFlushAndNotTouchedSince() throws IOException {
    try (var index = open(directory, OpenMode.READ_WRITE)) {
      index.add(1, Cursors.sorted(key(10), key(20)));
      index.add(2, Cursors.sorted(key(20)));
      index.flush();
      index.flush();
      index.remove(2);
      index.add(3, Cursors.sorted(key(20), key(40)));

      assertThat(index.find(key(20))).containsExactly(1, 3);
      assertThat(index.shards()).containsExactlyInAnyOrder(1, 3);
      assertThat(index.shardCount()).isEqualTo(2);
    }

    try (var index = open(directory, OpenMode.READ_WRITE)) {
      assertThat(index.find(key(10))).containsExactly(1);
      assertThat(index.find(key(20))).contains(1);
      index.remove(2);
      index.remove(3);
      index.add(3, Cursors.sorted(key(20), key(40)));
      assertThat(index.find(key(20))).containsExactly(1, 3);
      assertThat(index.find(key(40))).containsExactly(3);
      assertThat(index.shards()).containsExactlyInAnyOrder(1, 3);
    }
  }

  @Test
  void takesInAShardWithoutKeys() throws IOException {
    try (var index = open(directory, OpenMode.READ_WRITE)) {
      index.add(5, Cursors.of());

      assertThat(index.shards()).containsExactly(5);
    }
  }

  @Test
  void findsAllOfManyShards() throws IOException {
    var random = new Random(SEED);
    var keys = new long[100][];
    try (var index = open(directory, OpenMode.READ_WRITE)) {
      for (int shard = 0; shard < keys.length; shard++) {
        keys[shard] = random.longs(50 + random.nextInt(500)).toArray();
        index.add(shard, Cursors.sorted(keys[shard]));
      }
      index.flush();
    }

    try (var index = open(directory, OpenMode.READ_ONLY)) {
      assertThat(index.shards()).hasSize(keys.length);
      for (int shard = 0; shard < keys.length; shard++) {
        for (long key : keys[shard]) {
          assertThat(index.find(key)).contains(shard);
        }
      }
      int hits = 0;
      for (int i = 0; i < 10_000; i++) {
        hits += index.first(random.nextLong()) >= 0 ? 1 : 0;
      }
      assertThat(hits).isLessThan(20);
    }
  }

  @Test
  void findsManyAtOnceAsOneByOne() throws IOException {
    var random = new Random(SEED);
    var asked = new long[5_000];
    Arrays.setAll(asked, i -> key(random.nextInt(2_000)));
    try (var index = open(directory, OpenMode.READ_WRITE)) {
      for (int shard = 0; shard < 20; shard++) {
        index.add(
            shard, Cursors.sorted(random.ints(200, 0, 1_500).mapToLong(i -> key(i)).toArray()));
        if (shard == 10) {
          index.flush();
        }
      }
      index.remove(4);
      index.remove(14);

      var found = new ArrayList<List<Integer>>();
      Stream.generate(() -> new ArrayList<Integer>()).limit(asked.length).forEach(found::add);
      index.find(asked, (position, shard) -> found.get(position).add(shard));
      for (int i = 0; i < asked.length; i++) {
        assertThat(found.get(i)).as("key %d", i).containsExactlyElementsOf(listed(index, asked[i]));
      }
      index.find(new long[0], (_, _) -> fail("a hit for no key"));
    }
  }

  private static List<Integer> listed(InvertedIndex index, long key) throws IOException {
    return IntStream.of(index.find(key)).boxed().toList();
  }

  @Test
  void walksOverEachPairThatCounts() throws IOException {
    var expected = new HashSet<String>();
    try (var index = open(directory, OpenMode.READ_WRITE)) {
      index.forEach((_, _) -> fail("a pair in an empty index"));
      for (int shard = 0; shard < 9; shard++) {
        index.add(shard, Cursors.sorted(key(1), key(2), key(100 + shard)));
        if (shard % 4 == 1) {
          index.flush();
        }
      }
      index.remove(1);
      index.remove(7);
      index.add(3, Cursors.sorted(key(2), key(300)));
      for (int shard : new int[] {0, 2, 4, 5, 6, 8}) {
        LongStream.of(1, 2, 100 + shard).forEach(i -> expected.add(pair(key(i), shard)));
      }
      expected.addAll(List.of(pair(key(2), 3), pair(key(300), 3)));

      var walked = new ArrayList<String>();
      index.forEach((key, shard) -> walked.add(pair(key, shard)));
      assertThat(walked).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  private static String pair(long key, int shard) {
    return (key >>> (Long.SIZE - MultihashKey.KEY_BITS)) + " in " + shard;
  }

  @Test
  void endsAWalkWithWhatItsTakerThrows() throws IOException {
    try (var index = open(directory, OpenMode.READ_WRITE)) {
      index.add(1, Cursors.sorted(key(1), key(2)));

      assertThatThrownBy(() ->
              index.forEach((_, _) -> {
                throw new IOException("enough");
              }))
          .isInstanceOf(IOException.class)
          .hasMessage("enough");
    }
  }

  @Test
  void tellsWhatItHolds() throws IOException {
    try (var index = open(directory, OpenMode.READ_WRITE)) {
      index.add(1, Cursors.sorted(key(1), key(2)));
      index.flush();
      index.add(2, Cursors.sorted(key(2), key(3), key(4)));

      var stat = index.stat();
      assertThat(stat.shards()).isEqualTo(2);
      assertThat(stat.entries()).isEqualTo(5);
      assertThat(stat.bytes()).isNotNegative();
    }
  }

  @Test
  void answersWhileShardsComeAndGo() throws Exception {
    var kept = new Random(SEED).longs(1_000).toArray();
    try (var index = open(directory, OpenMode.READ_WRITE);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      index.add(0, Cursors.sorted(kept));
      var writers =
          IntStream.rangeClosed(1, 4)
              .<Callable<Boolean>>mapToObj(shard ->
                  () -> {
                    for (int round = 0; round < 10; round++) {
                      index.add(shard, Cursors.sorted(kept));
                      index.flush();
                      index.remove(shard);
                    }
                    return true;
                  })
              .toList();
      var running = writers.stream().map(threads::submit).toList();
      while (running.stream().anyMatch(writer -> !writer.isDone())) {
        for (long key : kept) {
          assertThat(index.find(key)).contains(0);
        }
      }
      for (var writer : running) {
        assertThat(writer.get()).isTrue();
      }

      assertThat(index.shards()).containsExactly(0);
      assertThat(index.find(kept[0])).containsExactly(0);
    }
  }
}
