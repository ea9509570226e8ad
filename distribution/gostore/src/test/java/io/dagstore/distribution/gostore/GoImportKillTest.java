package io.dagstore.distribution.gostore;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.mount.MountRegistry;
import io.dagstore.core.store.Doctor;
import io.dagstore.core.store.Finding;
import io.dagstore.core.store.Store;
import io.dagstore.core.store.StoreConfig;
import io.dagstore.core.testkit.ChildJvm;
import io.dagstore.core.testkit.SampleCar;
import io.dagstore.index.file.FileShardIndexRepository;
import io.dagstore.index.segments.SegmentIndex;
import io.dagstore.mounts.file.FileMountProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An import is killed, and the next one goes on, again and again in the same directory. */
@Timeout(600)
final class GoImportKillTest {
  private static final int KILLS = Integer.getInteger("dagstore.kills", 2);

  /** From one kill to the next so many more are taken in, or passed over. */
  private static final int STEP = 10;

  private static final int SHARDS = (KILLS + 1) * STEP;

  @TempDir private Path folder;

  private static StoreConfig config(Path folder) {
    return StoreConfig.of(
        folder.resolve("store"),
        MountRegistry.of(new FileMountProvider(folder)),
        FileShardIndexRepository::open,
        SegmentIndex::open);
  }

  private static void run(Path folder, Store store, GoImport.Listener listener) throws Exception {
    var from = GoStore.at(folder.resolve("records.ndjson"));
    new GoImport(from, folder, store, 4, Thread.ofVirtual().factory()).run(listener);
  }

  private static SampleCar car(int number) {
    return SampleCar.small(3, number);
  }

  /** The process: it says what is in, and then waits to be killed. */
  static final class Victim {
    private Victim() {}

    /** Takes the folder. */
    public static void main(String[] arguments) throws Exception {
      var folder = Path.of(arguments[0]);
      try (var store = Store.open(config(folder))) {
        run(
            folder,
            store,
            entry -> {
              assertThat(entry.isSound()).as("%s", entry).isTrue();
              System.out.println("+ " + entry.key());
            });
        new CountDownLatch(1).await();
      }
    }
  }

  @Test
  void anImportThatIsKilledIsGoneOnWith() throws Exception {
    var records = new ArrayList<String>();
    for (int i = 0; i < SHARDS; i++) {
      Files.write(folder.resolve(i + ".car"), car(i).bytes());
      records.add(
          "{\"datastore_key\":\"/dagstore/k%1$d\",\"record\":{\"k\":\"k%1$d\",\"u\":\"file://%1$d.car\",\"t\":\"\",\"s\":2}}"
              .formatted(i));
    }
    Files.write(folder.resolve("records.ndjson"), records);

    for (int kill = 0; kill < KILLS; kill++) {
      isThere(killed(1 + kill * STEP + kill * 3 % STEP));
    }

    var all = new ArrayList<String>();
    try (var store = Store.open(config(folder))) {
      run(folder, store, entry -> all.add(entry.key()));
    }
    assertThat(all).hasSize(SHARDS);
    isThere(all);
    assertThat(findings()).isEmpty();
  }

  /** Kills an import when it has said of so many that they are in; what it has said. */
  private Set<String> killed(int there) throws Exception {
    var command = ChildJvm.command(Victim.class.getName(), folder.toString());
    var victim = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    var said = new TreeSet<String>();
    try (var lines = victim.inputReader()) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        said.add(line.substring(2));
        if (said.size() == there) {
          victim.toHandle().destroyForcibly();
        }
      }
    }
    assertThat(victim.waitFor()).isNotZero();
    assertThat(said).as("it lived until then").hasSizeGreaterThanOrEqualTo(there);
    return said;
  }

  private void isThere(Iterable<String> keys) throws Exception {
    try (var store = Store.open(config(folder))) {
      for (var key : keys) {
        var car = car(Integer.parseInt(key.substring(1)));
        assertThat(store.get(car.root())).as(key).contains(car.block(0));
        assertThat(store.find(car.root())).containsExactly(ShardKey.of(key));
      }
    }
  }

  private List<Finding> findings() throws Exception {
    var findings = new ArrayList<Finding>();
    new Doctor(config(folder), findings::add).examine();
    return findings;
  }
}
