package io.dagstore.distribution.bench;

import io.dagstore.core.car.CarLimits;
import io.dagstore.core.car.CarScanner;
import io.dagstore.core.car.ZeroSection;
import io.dagstore.core.files.FileSource;
import io.dagstore.core.ipld.Cid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** CIDs drawn at random from the whole of a CAR, each section at most once, in random order. */
final class Sample {
  private Sample() {}

  /** Draws {@code wanted} CIDs, or all there are; the same seed draws the same ones. */
  static List<Cid> draw(Path car, int wanted, long seed) throws IOException {
    long left = count(car);
    int missing = (int) Math.min(wanted, left);
    var random = new Random(seed);
    var drawn = new ArrayList<Cid>(missing);
    try (var source = FileSource.open(car);
        var scanner = CarScanner.over(source, CarLimits.DEFAULT, ZeroSection.END)) {
      for (; missing > 0 && scanner.next(); left--) {
        if (random.nextLong(left) < missing) {
          drawn.add(scanner.cid());
          missing--;
        }
      }
    }
    Collections.shuffle(drawn, random);
    // Copies lie in memory in the order of reading, as CIDs do that a caller has just parsed.
    return drawn.stream().map(cid -> Cid.fromBytes(cid.toBytes())).toList();
  }

  private static long count(Path car) throws IOException {
    long count = 0;
    try (var source = FileSource.open(car);
        var scanner = CarScanner.over(source, CarLimits.DEFAULT, ZeroSection.END)) {
      while (scanner.next()) {
        count++;
      }
    }
    return count;
  }
}
