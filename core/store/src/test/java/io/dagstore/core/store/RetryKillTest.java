package io.dagstore.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.api.DagStoreException.ShardFailed;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardState;
import io.dagstore.core.api.StoreEvent;
import io.dagstore.core.api.mount.MountRegistry;
import io.dagstore.core.testkit.ChildJvm;
import io.dagstore.core.testkit.FakeMounts;
import io.dagstore.core.testkit.SampleCar;
import io.dagstore.index.file.FileShardIndexRepository;
import io.dagstore.index.segments.SegmentIndex;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process is killed while it tries again what failed, and again, in the same directory. */
@Timeout(600)
final class RetryKillTest {
  private static final int KILLS = Integer.getInteger("dagstore.kills", 2);
  private static final int SHARDS = 40;

  @TempDir private Path directory;

  private static StoreConfig config(Path directory, FakeMounts mounts) {
    return StoreConfig.of(
            directory, MountRegistry.of(mounts), FileShardIndexRepository::open, SegmentIndex::open)
        .retries(new RetryPolicy(1000, Duration.ofMillis(1), Duration.ofMillis(4)));
  }

  private static ShardKey key(int number) {
    return ShardKey.of("k" + number);
  }

  private static SampleCar car(int number) {
    return SampleCar.small(3, number);
  }

  private static FakeMounts mounts(int shards) {
    var mounts = new FakeMounts();
    for (int i = 0; i < shards; i++) {
      mounts.put("m" + i, car(i).bytes());
    }
    return mounts;
  }

  /** The process: it says which shard it has answered for, until it is killed. */
  static final class Victim {
    private Victim() {}

    /** Takes the directory and the first free number. */
    public static void main(String[] arguments) throws Exception {
      int first = Integer.parseInt(arguments[1]);
      var mounts = mounts(first + SHARDS);
      for (int i = first; i < first + SHARDS; i++) {
        var tries = new AtomicInteger();
        mounts.gate("m" + i, () -> failThrice(tries));
      }
      var config =
          config(Path.of(arguments[0]), mounts)
              .listener(event -> {
                if (event instanceof StoreEvent.Recovered recovered) {
                  System.out.println("+ " + recovered.key());
                }
              });
      try (var store = Store.open(config)) {
        for (int i = first; i < first + SHARDS; i++) {
          register(store, i);
        }
        new CountDownLatch(1).await();
      }
    }

    private static void failThrice(AtomicInteger tries) throws IOException {
      if (tries.incrementAndGet() <= 3) {
        throw new IOException("planned failure");
      }
    }

    private static void register(Store store, int number) throws Exception {
      try {
        store.register(key(number), FakeMounts.uri("m" + number));
      } catch (ShardFailed e) {
        System.out.println("! " + key(number));
      }
    }
  }

  @Test
  void whatFailedIsTriedOnByTheNextProcess() throws Exception {
    var there = new TreeSet<String>();
    for (int kill = 0; kill < KILLS; kill++) {
      there.addAll(killed(kill * SHARDS, 1 + 7 * kill % SHARDS));
      recoversAlone((kill + 1) * SHARDS, there);
    }
  }

  /** Kills a process when it has said so many times that a shard is recovered. */
  private Set<String> killed(int first, int recovered) throws Exception {
    var command =
        ChildJvm.command(Victim.class.getName(), directory.toString(), Integer.toString(first));
    var victim = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    var answered = new TreeSet<String>();
    int left = recovered;
    try (var said = victim.inputReader()) {
      for (var line = said.readLine(); line != null; line = said.readLine()) {
        if (!line.matches("[+!] k\\d+")) {
          continue; // Cut short by the kill.
        }
        answered.add(line.substring(2));
        if (line.startsWith("+") && --left == 0) {
          victim.toHandle().destroyForcibly();
        }
      }
    }
    assertThat(victim.waitFor()).isNotZero();
    assertThat(left).as("it lived until then").isNotPositive();
    return answered;
  }

  private void recoversAlone(int shards, Set<String> there) throws Exception {
    var mounts = mounts(shards);
    try (var store = Store.open(config(directory, mounts))) {
      Fixture.await(() -> Set.of(ShardState.AVAILABLE).equals(store.stat().shards().keySet()));
      for (int i = 0; i < shards; i++) {
        if (store.info(key(i)).isPresent()) {
          assertThat(store.get(car(i).root())).contains(car(i).block(0));
          assertThat(store.find(car(i).root())).containsExactly(key(i));
        } else {
          assertThat(there).doesNotContain("k" + i);
          assertThat(store.get(car(i).root())).isEmpty();
        }
      }
    }
    mounts.guard().assertAllClosed();
    var findings = new ArrayList<Finding>();
    new Doctor(config(directory, mounts), findings::add).examine();
    assertThat(findings).isEmpty();
  }
}
