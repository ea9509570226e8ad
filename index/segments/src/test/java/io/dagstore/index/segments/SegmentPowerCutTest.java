package io.dagstore.index.segments;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.api.index.OpenMode;
import io.dagstore.core.testkit.disk.DiskFault;
import io.dagstore.core.testkit.disk.FaultPlan;
import io.dagstore.core.testkit.disk.SimulatedDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The power goes, or the disk fails, at every change of the disk in flushes and merges. */
final class SegmentPowerCutTest {
  private static final int SHARDS = MergePlan.FAN + 1;

  @TempDir private Path directory;

  private static long[] keys(int shard) {
    return Keys.random(new SplittableRandom(shard), 30);
  }

  /** Adds, removes and flushes; returns how many of the shards are there for sure. */
  private static int work(Path folder, int shards) throws IOException {
    int sure = 0;
    try (var index = SegmentIndex.open(folder, OpenMode.READ_WRITE)) {
      for (int shard = 0; shard < shards; shard++) {
        index.add(shard, Keys.cursor(keys(shard)));
        index.flush();
        sure = shard + 1;
      }
      index.flush();
      return sure;
    } catch (IOException e) {
      return sure;
    }
  }

  private static void check(Path folder, int sure) throws IOException {
    try (var index = SegmentIndex.open(folder, OpenMode.READ_WRITE)) {
      index.verify();
      int[] there = index.shards().sorted().toArray();
      assertThat(there).hasSizeGreaterThanOrEqualTo(sure);
      assertThat(there).isEqualTo(IntStream.range(0, there.length).toArray());
      for (int shard : there) {
        for (long key : keys(shard)) {
          assertThat(index.find(key)).containsExactly(shard);
        }
      }
      assertThat(index.unowned()).isEmpty();
    }
  }

  /**
   * The changes of the first flush and of the last two, which merge; those between are as the
   * first.
   */
  private long[] changes() throws IOException {
    long all = changes(SHARDS);
    return LongStream.concat(
            LongStream.range(0, changes(2)), LongStream.range(changes(SHARDS - 2), all))
        .toArray();
  }

  /** How often the disk changes for so many shards where nothing goes wrong. */
  private long changes(int shards) throws IOException {
    try (var disk =
        SimulatedDisk.over(Files.createDirectory(directory.resolve("sound" + shards)))) {
      assertThat(work(disk.start().resolve("inverted"), shards)).isEqualTo(shards);
      return disk.counts().entrySet().stream()
          .filter(count -> count.getKey().changes())
          .mapToLong(Map.Entry::getValue)
          .sum();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"POWER_CUT", "EIO", "ENOSPC"})
  void whateverStepItWasWhatWasFlushedIsThere(DiskFault fault) throws IOException {
    for (long change : changes()) {
      var place = Files.createDirectory(directory.resolve(fault + "-" + change));
      try (var disk = SimulatedDisk.over(place)) {
        disk.plan(FaultPlan.atChange(change, fault));
        int sure = work(disk.start().resolve("inverted"), SHARDS);
        disk.powerCut();
        check(disk.start().resolve("inverted"), sure);
      }
    }
  }

  @Test
  void whatFailsOnceIsMadeGoodByLaterFlushes() throws IOException {
    for (long change : changes()) {
      var place = Files.createDirectory(directory.resolve("once-" + change));
      try (var disk = SimulatedDisk.over(place)) {
        var folder = disk.start().resolve("inverted");
        try (var index = SegmentIndex.open(folder, OpenMode.READ_WRITE)) {
          disk.plan(FaultPlan.atChange(change, DiskFault.EIO));
          for (int shard = 0; shard < SHARDS; shard++) {
            index.add(shard, Keys.cursor(keys(shard)));
            flushInThree(index);
          }
        }
        disk.powerCut();
        check(disk.start().resolve("inverted"), SHARDS);
      }
    }
  }

  private static void flushInThree(SegmentIndex index) throws IOException {
    for (int left = 2; left >= 0; left--) {
      try {
        index.flush();
        return;
      } catch (IOException e) {
        assertThat(left).as(e.toString()).isPositive();
      }
    }
  }

  @Test
  void nothingIsLostWithoutAFault() throws IOException {
    assertThat(work(directory, SHARDS)).isEqualTo(SHARDS);
    check(directory, SHARDS);
  }
}
