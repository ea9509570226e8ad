package io.dagstore.index.segments;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.api.index.OpenMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Readers look while shards come, go and are merged. */
final class SegmentStressTest {
  private static final int SHARDS = 150;

  @TempDir private Path directory;

  @Test
  @Timeout(60)
  void showsEveryShardWholeOrNotAtAll() throws Exception {
    long[][] keys = new long[SHARDS][];
    for (int shard = 0; shard < SHARDS; shard++) {
      keys[shard] = Keys.random(new SplittableRandom(shard), 200);
    }
    var added = new AtomicInteger();
    var removed = new AtomicInteger();
    var done = new AtomicBoolean();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var index = SegmentIndex.open(directory, OpenMode.READ_WRITE, threads)) {
      var readers = new ArrayList<Future<?>>();
      for (int reader = 0; reader < 4; reader++) {
        var random = new SplittableRandom(1000 + reader);
        readers.add(
            threads.submit(() -> {
              while (!done.get()) {
                look(index, keys, random, added, removed);
              }
              return null;
            }));
      }
      for (int shard = 0; shard < SHARDS; shard++) {
        index.add(shard, Keys.cursor(keys[shard]));
        added.set(shard + 1);
        if (shard % 5 == 0) {
          index.flush();
        }
        if (shard % 3 == 0) {
          removed.set(shard / 3 + 1);
          index.remove(shard / 3);
        }
      }
      done.set(true);
      for (var reader : readers) {
        reader.get();
      }
      assertThat(index.shards().count()).isEqualTo(SHARDS - removed.get());
    }
  }

  /** Shards go in the order of their numbers, so what is there is known before and after a look. */
  private static void look(
      SegmentIndex index,
      long[][] keys,
      SplittableRandom random,
      AtomicInteger added,
      AtomicInteger removed)
      throws Exception {
    int there = added.get();
    if (there == 0) {
      return;
    }
    int shard = random.nextInt(there);
    long key = keys[shard][random.nextInt(keys[shard].length)];
    boolean wasGone = shard < removed.get() - 1;
    boolean found = Arrays.stream(index.find(key)).anyMatch(number -> number == shard);
    boolean mayBeGone = shard < removed.get();
    assertThat(found || mayBeGone).as("shard %d is found", shard).isTrue();
    assertThat(found && wasGone).as("shard %d is gone", shard).isFalse();
  }
}
