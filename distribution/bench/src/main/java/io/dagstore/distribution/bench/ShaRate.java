package io.dagstore.distribution.bench;

import io.dagstore.core.car.CarLimits;
import io.dagstore.core.car.CarScanner;
import io.dagstore.core.car.ZeroSection;
import io.dagstore.core.files.FileSource;
import java.io.IOException;
import java.nio.file.Path;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/**
 * The physical limit of a verified scan: how fast the machine hashes blocks of the same lengths
 * that lie in its cache already, with nothing else to do.
 */
final class ShaRate {
  private static final int SAMPLES = 1 << 16;
  private static final int CLOCK = 256;
  private static final int CACHED = 256 << 10;
  private static final long WARM_NANOS = 500_000_000;
  private static final long MEASURED_NANOS = 1_500_000_000;

  private ShaRate() {}

  /** Bytes a second of all {@code threads} together, over the block lengths of a CAR. */
  static double bytesPerSecond(Path car, int threads) throws IOException, InterruptedException {
    int[] lengths = lengths(car);
    try (var workers = Executors.newFixedThreadPool(threads)) {
      var tasks = new ArrayList<Callable<Double>>();
      for (int i = 0; i < threads; i++) {
        tasks.add(() -> hash(lengths));
      }
      double total = 0;
      for (var rate : workers.invokeAll(tasks)) {
        total += rate.get();
      }
      return total;
    } catch (ExecutionException e) {
      throw new IllegalStateException("hashing failed", e);
    }
  }

  private static double hash(int[] lengths) throws DigestException, NoSuchAlgorithmException {
    rounds(lengths, WARM_NANOS);
    return rounds(lengths, MEASURED_NANOS);
  }

  private static double rounds(int[] lengths, long nanos)
      throws DigestException, NoSuchAlgorithmException {
    var digest = MessageDigest.getInstance("SHA-256");
    int longest = Arrays.stream(lengths).max().orElse(1);
    var data = new byte[Math.max(longest, CACHED)];
    var out = new byte[32];
    long start = System.nanoTime();
    long bytes = 0;
    int at = 0;
    // The clock is read once in a while: a reading costs a third of what a small hash does.
    for (int i = 0; i % CLOCK != 0 || System.nanoTime() - start < nanos; i++) {
      int length = lengths[i % lengths.length];
      at = at + length > data.length ? 0 : at;
      digest.update(data, at, length);
      digest.digest(out, 0, out.length);
      at += length;
      bytes += length;
    }
    return bytes / ((System.nanoTime() - start) / 1e9);
  }

  private static int[] lengths(Path car) throws IOException {
    int[] lengths = new int[SAMPLES];
    int count = 0;
    try (var source = FileSource.open(car);
        var scanner = CarScanner.over(source, CarLimits.DEFAULT, ZeroSection.CORRUPT)) {
      while (count < SAMPLES && scanner.next()) {
        lengths[count++] = scanner.dataLength();
      }
    }
    return count == 0 ? new int[] {1} : Arrays.copyOf(lengths, count);
  }
}
