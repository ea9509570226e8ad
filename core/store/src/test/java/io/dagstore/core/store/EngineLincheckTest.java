package io.dagstore.core.store;

import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.testkit.SampleCar;
import io.dagstore.core.testkit.disk.SimulatedDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A store answers as a plain set of shards would, each call at one moment: with threads of the
 * machine, since its work runs on threads of its own. The property {@code lincheck} makes it so
 * many times longer.
 */
final class EngineLincheckTest {
  private static final List<SampleCar> CARS = List.of(SampleCar.small(2, 1), SampleCar.small(2, 2));

  @TempDir private static Path root;

  /** What a caller can ask. */
  public interface Shards {
    String register(int number) throws Exception;

    String destroy(int number) throws Exception;

    String use(int number) throws Exception;

    boolean has(int number) throws Exception;
  }

  /** The same, as simple as it can be. */
  public static final class Model implements Shards {
    private final Set<Integer> there = ConcurrentHashMap.newKeySet();

    @Override
    public String register(int number) {
      return there.add(number) ? "done" : "taken";
    }

    @Override
    public String destroy(int number) {
      return there.remove(number) ? "done" : "unknown";
    }

    @Override
    public String use(int number) {
      return there.contains(number) ? "done" : "unknown";
    }

    @Override
    public boolean has(int number) {
      return there.contains(number);
    }
  }

  /** A store on a disk of its own. */
  @Param(name = "shard", gen = IntGen.class, conf = "0:1")
  public static final class Engine implements Shards {
    private final Fixture fixture;
    private final Store store;

    /** Lincheck makes one for each order that it tries. */
    public Engine() throws IOException {
      var disk = SimulatedDisk.over(Files.createTempDirectory(root, "engine"));
      fixture = new Fixture(disk.start().resolve("store"));
      store = fixture.open();
    }

    private static ShardKey key(int number) {
      return ShardKey.of("k" + number);
    }

    @Override
    @Operation
    public String register(@Param(name = "shard") int number) throws Exception {
      try {
        store.register(key(number), fixture.mounts.put("m" + number, CARS.get(number).bytes()));
        return "done";
      } catch (DagStoreException.ShardExists e) {
        return "taken";
      }
    }

    /** One that is held is held by a call that ends. */
    @Override
    @Operation
    public String destroy(@Param(name = "shard") int number) throws Exception {
      while (true) {
        try {
          store.destroy(key(number));
          return "done";
        } catch (DagStoreException.UnknownShard e) {
          return "unknown";
        } catch (DagStoreException.ShardBusy e) {
          Thread.onSpinWait();
        }
      }
    }

    @Override
    @Operation
    public String use(@Param(name = "shard") int number) throws Exception {
      try (var accessor = store.acquire(key(number))) {
        return accessor.blockstore().has(CARS.get(number).root()) ? "done" : "empty";
      } catch (DagStoreException.UnknownShard e) {
        return "unknown";
      }
    }

    @Override
    @Operation
    public boolean has(@Param(name = "shard") int number) throws Exception {
      return store.get(CARS.get(number).root()).isPresent();
    }
  }

  @Test
  @Timeout(600)
  void answersAsASetOfShardsWould() {
    new StressOptions()
        .iterations(2 * Integer.getInteger("lincheck", 1))
        .invocationsPerIteration(50)
        .threads(3)
        .actorsPerThread(2)
        .actorsBefore(1)
        .actorsAfter(1)
        .sequentialSpecification(Model.class)
        .check(Engine.class);
  }
}
