package io.dagstore.distribution.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lookup of one shard of a key makes no garbage. */
final class LookupGarbageTest {
  private static final int LOOKUPS = 20_000;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final MadeKeys keys = MadeKeys.of(100_000, 50, 0.2, 0);
  @TempDir private Path folder;

  private double bytesEach(MadeIndex made, int present) throws IOException {
    long found = 0;
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < LOOKUPS; i++) {
      long key = present > 0 ? keys.present(i, present) : MadeKeys.absent(i);
      found += made.index().first(key) >= 0 ? 1 : 0;
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(found).isEqualTo(present > 0 ? LOOKUPS : 0);
    return (double) allocated / LOOKUPS;
  }

  @Test
  void asksForAShardWithoutGarbage() throws IOException {
    try (var made = new MadeIndex(folder, keys, MadeIndex.SEGMENTS)) {
      made.add(0, keys.shards());
      for (int present : new int[] {keys.shards(), 0}) {
        double least = Double.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
          least = Math.min(least, bytesEach(made, present));
        }
        assertThat(least).as("bytes for each of %d", present).isLessThan(1);
      }
    }
  }
}
