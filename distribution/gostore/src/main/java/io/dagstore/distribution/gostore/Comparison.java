package io.dagstore.distribution.gostore;

import io.dagstore.core.car.CarException;
import io.dagstore.core.car.CarIndex;
import io.dagstore.core.car.CarLimits;
import io.dagstore.core.car.CarScanner;
import io.dagstore.core.car.ZeroSection;
import io.dagstore.core.files.FileSource;
import io.dagstore.core.ipld.Multicodec;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Holds an index that Go wrote against the CAR itself. Nothing is ever taken from such an index;
 * that it differs tells that the CAR has changed since, or that what Go believed was wrong.
 */
final class Comparison {
  private static final CarLimits LIMITS = CarLimits.DEFAULT;

  private final CarIndex index;
  private long exact;
  private long missing;

  private Comparison(CarIndex index) {
    this.index = index;
  }

  /** Compares; the answer says what differs, and is empty text where nothing does. */
  static String of(Path index, Path car) throws IOException {
    try (var entries = FileSource.open(index);
        var source = FileSource.open(car)) {
      var comparison = new Comparison(CarIndex.read(entries, 0, entries.size()));
      try (var scanner = CarScanner.over(source, LIMITS, ZeroSection.END)) {
        scanner.forEach(comparison::section);
      }
      return comparison.difference();
    } catch (CarException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private void section(CarScanner scanner) throws IOException {
    var hash = scanner.cid().multihash();
    long offset = scanner.payloadOffset();
    if (index.find(hash, candidate -> candidate == offset)) {
      exact++;
    } else if (!left(scanner) && !index.find(hash, _ -> true)) {
      missing++;
    }
  }

  /** Old indices have no identity CIDs, no index has one that is too long. */
  private static boolean left(CarScanner scanner) {
    return scanner.hashFunction() == Multicodec.IDENTITY
        || scanner.cidLength() > LIMITS.maxIndexCid();
  }

  private String difference() {
    long wrong = index.size() - exact;
    return missing + wrong == 0
        ? ""
        : "expected an entry for each block, got " + missing + " missing and " + wrong + " wrong";
  }
}
