package io.dagstore.distribution.it;

import io.dagstore.core.api.mount.MountRegistry;
import io.dagstore.core.store.Store;
import io.dagstore.core.store.StoreConfig;
import io.dagstore.index.file.FileShardIndexRepository;
import io.dagstore.index.segments.SegmentIndex;
import io.dagstore.mounts.file.FileMountProvider;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process that does what a seed says to a store, on several threads, until it is killed. It says
 * on standard output {@code ? KEY} before an operation that changes a shard, and {@code + KEY} or
 * {@code - KEY} when the store has answered that it is there, or gone; {@code ! STEP} before it
 * ends itself at a step.
 */
final class Victim {
  /** How it ends when it ends itself; nothing is closed, as by a kill. */
  static final int HALTED = 77;

  static final int WORKERS = 3;

  /** Records of this many bytes are compacted, so that a small store is. */
  private static final long COMPACT_FROM = 1 << 16;

  private Victim() {}

  static StoreConfig config(Path directory) {
    return StoreConfig.of(
        directory,
        MountRegistry.of(new FileMountProvider(directory)),
        FileShardIndexRepository::open,
        SegmentIndex::open);
  }

  /**
   * Takes the store's directory, the CARs' folder, a seed, the first free number, how many steps
   * each thread does before all is closed, 0: for ever; at which step of the store it ends itself,
   * and at the how manieth of those.
   */
  public static void main(String[] arguments) throws Exception {
    var cars = new KillCars(Path.of(arguments[1]));
    long seed = Long.parseLong(arguments[2]);
    int first = Integer.parseInt(arguments[3]);
    var config = config(Path.of(arguments[0]));
    int steps = Integer.parseInt(arguments[4]);
    haltAt(config, arguments[5], Integer.parseInt(arguments[6]));
    try (var store = Store.open(config);
        var workers = Executors.newFixedThreadPool(WORKERS)) {
      for (int i = 0; i < WORKERS; i++) {
        var worker = new KillWorker(store, cars, "w" + i + "-", seed + i, first);
        workers.execute(() -> work(worker, steps));
      }
    }
    Runtime.getRuntime().halt(HALTED);
  }

  private static void work(KillWorker worker, int steps) {
    try {
      worker.run(steps);
    } catch (Throwable e) {
      e.printStackTrace();
      Runtime.getRuntime().halt(1);
    }
  }

  /** Steps are the store's own affair, and so is when it compacts; a test reaches for them. */
  private static void haltAt(StoreConfig config, String name, int at)
      throws ReflectiveOperationException {
    setter("compactFrom").invoke(config, COMPACT_FROM);
    var setter = setter("steps");
    var steps = setter.getParameterTypes()[0];
    var reached = new AtomicInteger();
    var hook =
        Proxy.newProxyInstance(
            steps.getClassLoader(),
            new Class<?>[] {steps},
            (_, _, step) -> {
              if (name.equals(step[0]) && reached.incrementAndGet() == at) {
                System.out.println("! " + step[0]);
                Runtime.getRuntime().halt(HALTED);
              }
              return null;
            });
    setter.invoke(config, hook);
  }

  private static Method setter(String name) {
    var setter =
        Arrays.stream(StoreConfig.class.getDeclaredMethods())
            .filter(method -> method.getName().equals(name))
            .findFirst()
            .orElseThrow();
    setter.setAccessible(true);
    return setter;
  }
}
