package io.dagstore.distribution.it;

import io.dagstore.core.api.RegisterOptions;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.mount.MountRegistry;
import io.dagstore.core.store.Store;
import io.dagstore.core.store.StoreConfig;
import io.dagstore.index.file.FileShardIndexRepository;
import io.dagstore.index.segments.SegmentIndex;
import io.dagstore.mounts.file.FileMountProvider;
import java.nio.file.Path;

/**
 * A process that registers and removes shards until it is killed. It says on standard output what
 * is done: {@code + KEY} and {@code - KEY}, each after the store has answered.
 */
final class Victim {
  private Victim() {}

  static StoreConfig config(Path directory) {
    return StoreConfig.of(
        directory,
        MountRegistry.of(new FileMountProvider(directory)),
        FileShardIndexRepository::open,
        SegmentIndex::open);
  }

  /** Takes the store's directory, a folder of CARs named 0.car, 1.car, and so on, and a number. */
  public static void main(String[] arguments) throws Exception {
    var cars = Path.of(arguments[1]);
    int count = Integer.parseInt(arguments[2]);
    try (var store = Store.open(config(Path.of(arguments[0])))) {
      for (int i = Integer.parseInt(arguments[3]); ; i++) {
        var key = ShardKey.of("k" + i);
        var car = cars.resolve(i % count + ".car");
        store.register(key, car.toUri(), RegisterOptions.EAGER);
        System.out.println("+ " + key);
        if (i % 3 == 0) {
          store.destroy(key);
          System.out.println("- " + key);
        }
      }
    }
  }
}
