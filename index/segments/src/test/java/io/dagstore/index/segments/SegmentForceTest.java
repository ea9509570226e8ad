package io.dagstore.index.segments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagstore.core.api.index.OpenMode;
import io.dagstore.core.testkit.disk.DiskCall;
import io.dagstore.core.testkit.disk.DiskFault;
import io.dagstore.core.testkit.disk.SimulatedDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segments are forced when a manifest is to name them, and no sooner. */
final class SegmentForceTest {
  @TempDir private Path directory;
  private SimulatedDisk disk;

  @BeforeEach
  void start() throws IOException {
    disk = SimulatedDisk.over(directory);
  }

  @AfterEach
  void stop() throws IOException {
    disk.close();
  }

  private SegmentIndex open() throws IOException {
    return SegmentIndex.open(disk.start().resolve("inverted"), OpenMode.READ_WRITE);
  }

  private static long[] keys(int shard, int count) {
    return Keys.random(new SplittableRandom(shard), count);
  }

  @Test
  void forcesNoneThatIsMergedAwayBeforeAFlush() throws IOException {
    try (var index = open()) {
      long before = disk.count(DiskCall.FORCE);
      for (int shard = 0; shard < MergePlan.FAN; shard++) {
        index.add(shard, Keys.cursor(keys(shard, Recent.MAX_PAIRS + 9)));
      }
      assertThat(index.stat().details()).containsEntry("segments", 1L);
      assertThat(index.unowned()).isEmpty();
      assertThat(disk.count(DiskCall.FORCE)).isEqualTo(before);

      index.flush();

      assertThat(disk.count(DiskCall.FORCE)).isEqualTo(before + 2);
      disk.powerCut();
    }
    try (var index = open()) {
      index.verify();
      assertThat(index.shards()).hasSize(MergePlan.FAN);
    }
  }

  @Test
  void writesAnewWhatCouldNotBeForced() throws IOException {
    try (var index = open()) {
      index.add(1, Keys.cursor(keys(1, 30)));
      disk.plan((_, call) -> call == DiskCall.FORCE ? DiskFault.EIO : DiskFault.NONE);
      assertThatThrownBy(index::flush).isInstanceOf(IOException.class);
      assertThatThrownBy(index::flush).hasMessageContaining("written anew");
      disk.plan((_, _) -> DiskFault.NONE);
      assertThatThrownBy(index::flush).hasMessageContaining("written anew");

      index.flush();

      assertThat(index.unowned()).isEmpty();
      disk.powerCut();
    }
    try (var index = open()) {
      index.verify();
      assertThat(index.find(keys(1, 30)[7])).containsExactly(1);
    }
  }
}
