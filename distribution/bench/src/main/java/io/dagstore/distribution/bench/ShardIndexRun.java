package io.dagstore.distribution.bench;

import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.index.MultihashKey;
import io.dagstore.core.api.index.OpenMode;
import io.dagstore.core.car.CarLimits;
import io.dagstore.core.car.CarScanner;
import io.dagstore.core.car.ZeroSection;
import io.dagstore.core.files.FileSource;
import io.dagstore.index.file.FileShardIndexRepository;
import java.io.IOException;
import java.nio.file.Path;

/** Builds the store's own index of one CAR, as a registration does. */
final class ShardIndexRun {
  private static final ShardKey SHARD = new ShardKey("bench");
  private static final MultihashKey KEYS = new MultihashKey(1, 2, 3, 4);

  private ShardIndexRun() {}

  /** Indexes {@code car} into {@code folder}, durable on return. */
  static void run(Path car, Path folder) throws IOException {
    try (var source = FileSource.open(car);
        var scanner = CarScanner.over(source, CarLimits.DEFAULT, ZeroSection.END);
        var repository = FileShardIndexRepository.open(folder, OpenMode.READ_WRITE);
        var writer = repository.create(SHARD)) {
      scanner.forEach(section -> {
        long at = scanner.multihashOffset() - scanner.windowBase();
        long key = KEYS.of(scanner.window(), at, scanner.multihashLength());
        long body = scanner.dataOffset() + scanner.dataLength() - scanner.cidOffset();
        writer.add(key, scanner.cidOffset(), (int) body);
      });
      writer.commit();
    }
  }
}
