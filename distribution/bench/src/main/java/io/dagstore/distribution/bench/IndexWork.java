package io.dagstore.distribution.bench;

import io.dagstore.core.car.CarIndexBuilder;
import io.dagstore.core.car.CarLimits;
import io.dagstore.core.car.CarScanner;
import io.dagstore.core.car.IndexKind;
import io.dagstore.core.car.Work;
import io.dagstore.core.car.ZeroSection;
import io.dagstore.core.files.FileSource;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Indexes one CAR: as the stand-alone index that Go reads, and as the store's own shard index. */
@Command(
    name = "index",
    description = {
      "Indexes a CAR, data not hashed: first as a CARv2 index 0x0401, then as the store's own.",
      "With --made a shard index of made-up blocks is built and opened, without a CAR.",
      "Example: dagstore bench index big.car --out big.idx",
      "Example: dagstore bench index . --made 50M"
    })
final class IndexWork implements Callable<Integer> {
  @Mixin private Subject subject = new Subject();

  @Option(names = "--out", description = "keep the CARv2 index here")
  private @Nullable Path out;

  @Option(names = "--threads", description = "threads that sort (default: all cores)")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--made",
      defaultValue = "0",
      converter = Amount.class,
      description = "made-up blocks (50M); FILE only says where the index is put")
  private long made;

  private long entries;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (made > 0) {
      new MadeShardIndex(made).run(subject);
      return 0;
    }
    try (var scratch = new ScratchFolder(out == null ? subject.file() : out)) {
      var target = out == null ? scratch.path().resolve("car.idx") : out;
      report("index", () -> indexCar(target, scratch.path()), () -> Files.size(target));
      Files.deleteIfExists(scratch.path().resolve("car.idx"));
      report(
          "shard-index", () -> ShardIndexRun.run(subject.file(), scratch.path()), scratch::bytes);
    }
    return 0;
  }

  private interface Size {
    long bytes() throws IOException;
  }

  private void report(String work, Subject.Run run, Size size)
      throws IOException, InterruptedException {
    var span = subject.measure(run);
    var figures = Figures.of(work, span, entries, Files.size(subject.file()));
    figures
        .put("threads", threads)
        .put("index_bytes", size.bytes())
        .put("bytes_per_entry", (double) size.bytes() / entries);
    subject.print(figures);
  }

  private void indexCar(Path target, Path scratch) throws IOException {
    try (var source = FileSource.open(subject.file());
        var scanner = CarScanner.over(source, CarLimits.DEFAULT, ZeroSection.END);
        var workers = Executors.newFixedThreadPool(threads);
        var builder =
            CarIndexBuilder.of(IndexKind.MULTIHASH_SORTED, scratch, new Work(workers, threads));
        var channel =
            FileChannel.open(
                target,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
      builder.addAll(scanner, false);
      entries = builder.size();
      builder.writeTo(channel, 0);
    }
  }
}
