package io.dagstore.distribution.bench;

import io.dagstore.core.car.CarException;
import io.dagstore.core.car.CarLimits;
import io.dagstore.core.car.VerifiedScan;
import io.dagstore.core.car.Work;
import io.dagstore.core.car.ZeroSection;
import io.dagstore.core.files.FileSource;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reads a CAR once and checks every hash; the machine's own SHA-256 rate stands beside it. */
@Command(
    name = "scan",
    description = {
      "Reads every block of a CAR and checks its hash, on all cores.",
      "Example: dagstore bench scan big.car"
    })
final class ScanWork implements Callable<Integer> {
  @Mixin private Subject subject = new Subject();

  @Option(names = "--threads", description = "threads that hash (default: all cores)")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Queue<CarException> mismatches = new ConcurrentLinkedQueue<>();
    var totals = new VerifiedScan.Totals[1];
    var span = subject.measure(() -> totals[0] = scan(mismatches));
    if (!mismatches.isEmpty()) {
      throw mismatches.remove();
    }
    double limit = ShaRate.bytesPerSecond(subject.file(), threads);
    double rate = totals[0].bytes() / span.seconds();
    var figures = Figures.of("scan", span, totals[0].blocks(), totals[0].bytes());
    figures
        .put("threads", threads)
        .put("unverifiable", totals[0].unverifiable())
        .put("sha256_mb_per_second", limit / 1e6)
        .put("share_of_sha256", rate / limit);
    subject.print(figures);
    return 0;
  }

  private VerifiedScan.Totals scan(Queue<CarException> mismatches) throws IOException {
    try (var source = FileSource.open(subject.file());
        var workers = Executors.newFixedThreadPool(threads)) {
      return VerifiedScan.run(
          source,
          CarLimits.DEFAULT,
          ZeroSection.CORRUPT,
          new Work(workers, threads),
          section -> {},
          mismatches::add);
    }
  }
}
