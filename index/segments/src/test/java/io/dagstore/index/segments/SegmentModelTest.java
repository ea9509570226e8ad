package io.dagstore.index.segments;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.api.index.OpenMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Random changes, flushes, ends and kills, beside a plain map. */
final class SegmentModelTest {
  private static final int STEPS = Integer.getInteger("dagstore.segments.steps", 3_000);
  private static final int SHARDS = 60;

  @TempDir private Path directory;

  /** An index and what it must hold. */
  private static final class Pair {
    private final SplittableRandom random;
    private final long[] common;
    private final Map<Integer, long[]> model = new TreeMap<>();
    private final Set<Integer> unflushed = new TreeSet<>();
    private Path folder;
    private SegmentIndex index;

    Pair(Path folder, long seed) throws IOException {
      this.random = new SplittableRandom(seed);
      this.common = Keys.random(random, 20);
      this.folder = folder;
      this.index = open(folder);
    }

    private static SegmentIndex open(Path folder) throws IOException {
      return SegmentIndex.open(folder, OpenMode.READ_WRITE, Runnable::run);
    }

    void step() throws IOException {
      switch (random.nextInt(100)) {
        case 0 -> kill();
        case 1 -> end();
        case 2, 3, 4 -> flush();
        case 5 -> check();
        default -> change();
      }
    }

    private void change() throws IOException {
      int shard = random.nextInt(SHARDS);
      unflushed.add(shard);
      if (random.nextInt(3) == 0) {
        index.remove(shard);
        model.remove(shard);
      } else {
        put(shard, keys());
      }
    }

    private long[] keys() {
      LongStream own = LongStream.of(Keys.random(random, random.nextInt(60)));
      return Keys.ascending(LongStream.concat(own, LongStream.of(common)));
    }

    private void put(int shard, long[] keys) throws IOException {
      index.add(shard, Keys.cursor(keys));
      model.put(shard, keys);
    }

    private void flush() throws IOException {
      index.flush();
      unflushed.clear();
    }

    /** The folder as it stands is what a killed process leaves. */
    private void kill() throws IOException {
      Path copy = folder.resolveSibling("after" + random.nextLong(Long.MAX_VALUE));
      Files.createDirectory(copy);
      try (var files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.copy(file, copy.resolve(file.getFileName()));
        }
      }
      index.close();
      folder = copy;
      again();
    }

    private void end() throws IOException {
      index.close();
      again();
    }

    /** Makes again what was not flushed, as a store does. */
    private void again() throws IOException {
      index = open(folder);
      for (int shard : unflushed) {
        index.remove(shard);
        long[] keys = model.get(shard);
        if (keys != null) {
          put(shard, keys);
        }
      }
      check();
    }

    void check() throws IOException {
      assertThat(index.shards().sorted().boxed()).containsExactlyElementsOf(model.keySet());
      assertThat(index.shardCount()).isEqualTo(model.size());
      Map<Long, List<Integer>> holders = new HashMap<>();
      model.forEach((shard, keys) -> {
        for (long key : keys) {
          holders.computeIfAbsent(key, absent -> new ArrayList<>()).add(shard);
        }
      });
      for (var entry : holders.entrySet()) {
        int[] expected = entry.getValue().stream().mapToInt(Integer::intValue).toArray();
        int[] found = Keys.sorted(index.find(entry.getKey()));
        if (!Arrays.equals(expected, found)) {
          assertThat(found).isEqualTo(expected);
        }
        assertThat(entry.getValue().contains(index.first(entry.getKey()))).isTrue();
      }
      index.verify();
    }
  }

  @Test
  @Timeout(3600)
  void agreesWithAPlainMapThroughEndsAndKills() throws IOException {
    long seed = new SplittableRandom().nextLong();
    try {
      run(seed);
    } catch (IOException | RuntimeException | AssertionError e) {
      throw new AssertionError("seed " + seed, e);
    }
  }

  private void run(long seed) throws IOException {
    var pair = new Pair(Files.createDirectory(directory.resolve("first")), seed);
    for (int step = 0; step < STEPS; step++) {
      pair.step();
    }
    pair.check();
    pair.index.close();
  }
}
