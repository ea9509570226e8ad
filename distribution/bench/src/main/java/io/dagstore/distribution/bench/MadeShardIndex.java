package io.dagstore.distribution.bench;

import com.sun.management.ThreadMXBean;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.index.OpenMode;
import io.dagstore.core.api.index.ShardIndexRepository;
import io.dagstore.index.file.FileShardIndexRepository;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A shard index of made-up blocks: how it is built, in how much memory, and how it is opened.
 *
 * @param blocks how many it has
 */
record MadeShardIndex(long blocks) {
  private static final ShardKey SHARD = new ShardKey("bench");
  private static final int OPENINGS = 1000;
  private static final int STEP = 600;

  /** Between openings: what is closed is unmapped in the background, and nobody maps meanwhile. */
  private static final long PAUSE_NANOS = 1_000_000;

  /** Prints a line for the build and one for openings, each with one lookup behind it. */
  void run(Subject subject) throws IOException {
    try (var scratch = new ScratchFolder(subject.file());
        var repository = FileShardIndexRepository.open(scratch.path(), OpenMode.READ_WRITE)) {
      var clock = new Figures.Clock();
      build(repository);
      var built = Figures.of("shard-index", clock.stop(), blocks, scratch.bytes());
      subject.print(built.put("bytes_per_entry", (double) scratch.bytes() / blocks));
      for (int i = 0; i < subject.warmUps(); i++) {
        opened(repository);
      }
      subject.print(opened(repository));
    }
  }

  private static long key(long number) {
    return MadeKeys.mix(number + 1);
  }

  private void build(ShardIndexRepository repository) throws IOException {
    try (var writer = repository.create(SHARD)) {
      for (long i = 0; i < blocks; i++) {
        long key = key(i);
        writer.add(key, i * STEP, 32 + (int) (key & 0x1ff));
      }
      writer.commit();
    }
  }

  private Figures opened(ShardIndexRepository repository) throws IOException {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    var openings = new Latencies(OPENINGS);
    var total = new Figures.Stretches();
    long found = 0;
    long allocated = -threads.getCurrentThreadAllocatedBytes();
    total.start();
    for (int i = 0; i < OPENINGS; i++) {
      long start = System.nanoTime();
      try (var index = repository.open(SHARD).orElseThrow()) {
        openings.add(System.nanoTime() - start);
        found += index.first(key((MadeKeys.mix(i) >>> 1) % blocks)) >= 0 ? 1 : 0;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    total.stop();
    allocated += threads.getCurrentThreadAllocatedBytes();
    var figures = Figures.of("shard-index-open", total.span(), OPENINGS, 0);
    Latencies.put(figures, List.of(openings));
    figures.put("allocated_bytes", allocated / OPENINGS).put("keys_found", found);
    return figures.put("entries", blocks);
  }
}
