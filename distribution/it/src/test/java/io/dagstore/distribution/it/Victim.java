package io.dagstore.distribution.it;

import io.dagstore.core.api.mount.MountRegistry;
import io.dagstore.core.store.Store;
import io.dagstore.core.store.StoreConfig;
import io.dagstore.index.file.FileShardIndexRepository;
import io.dagstore.index.segments.SegmentIndex;
import io.dagstore.mounts.file.FileMountProvider;
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

  private Victim() {}

  static StoreConfig config(Path directory) {
    return StoreConfig.of(
        directory,
        MountRegistry.of(new FileMountProvider(directory)),
        FileShardIndexRepository::open,
        SegmentIndex::open);
  }

  /**
   * Takes the store's directory, the CARs' folder, a seed, the first free number, and at which step
   * it ends itself, counted from 1; 0: at none.
   */
  public static void main(String[] arguments) throws Exception {
    var cars = new KillCars(Path.of(arguments[1]));
    long seed = Long.parseLong(arguments[2]);
    int first = Integer.parseInt(arguments[3]);
    var config = config(Path.of(arguments[0]));
    haltAt(config, Integer.parseInt(arguments[4]));
    try (var store = Store.open(config);
        var workers = Executors.newFixedThreadPool(WORKERS)) {
      for (int i = 0; i < WORKERS; i++) {
        var worker = new KillWorker(store, cars, "w" + i + "-", seed + i, first);
        workers.execute(() -> work(worker));
      }
    }
  }

  private static void work(KillWorker worker) {
    try {
      worker.run();
    } catch (Throwable e) {
      e.printStackTrace();
      Runtime.getRuntime().halt(1);
    }
  }

  /** Steps are the store's own affair; a test reaches for them. */
  private static void haltAt(StoreConfig config, int at) throws ReflectiveOperationException {
    var setter =
        Arrays.stream(StoreConfig.class.getDeclaredMethods())
            .filter(method -> method.getName().equals("steps"))
            .findFirst()
            .orElseThrow();
    setter.setAccessible(true);
    var steps = setter.getParameterTypes()[0];
    var reached = new AtomicInteger();
    var hook =
        Proxy.newProxyInstance(
            steps.getClassLoader(),
            new Class<?>[] {steps},
            (_, _, step) -> {
              if (reached.incrementAndGet() == at) {
                System.out.println("! " + step[0]);
                Runtime.getRuntime().halt(HALTED);
              }
              return null;
            });
    setter.invoke(config, hook);
  }
}
