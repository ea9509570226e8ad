package io.dagstore.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dagstore.core.api.DagStoreException.ShardFailed;
import io.dagstore.core.api.RecoverOnStart;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardState;
import io.dagstore.core.api.StoreEvent;
import io.dagstore.core.api.mount.Mount;
import io.dagstore.core.api.mount.MountProvider;
import io.dagstore.core.api.mount.MountRegistry;
import io.dagstore.core.api.mount.MountStat;
import io.dagstore.core.files.Source;
import io.dagstore.core.testkit.ChildJvm;
import io.dagstore.core.testkit.SampleCar;
import io.dagstore.index.file.FileShardIndexRepository;
import io.dagstore.index.segments.SegmentIndex;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process is killed while its start recovers very many shards, and so is the next one. */
@Timeout(3600)
final class ErroredKillTest {
  private static final int MANY = Integer.getInteger("dagstore.shards", 200);
  private static final int KILLS = Integer.getInteger("dagstore.kills", 2);

  private static final int AT_ONCE = 8;

  /** So many a process may recover, so that all together are not through. */
  private static final int EACH = MANY / (KILLS + 1) - AT_ONCE;

  /** Shows that a line was not cut short by the kill. */
  private static final String END = ",";

  @TempDir private Path directory;

  /** CARs that are made when they are opened, so many of them; the others wait for ever. */
  private record Cars(int most, Set<URI> opened) implements MountProvider {
    @Override
    public String scheme() {
      return "many";
    }

    @Override
    public Mount mount(URI uri) {
      return new Made(uri, this);
    }

    private void pass(URI uri) throws IOException {
      synchronized (opened) {
        if (opened.size() < most) {
          opened.add(uri);
        }
        if (opened.contains(uri)) {
          return;
        }
      }
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        throw new InterruptedIOException("no more of them");
      }
    }
  }

  private record Made(URI uri, Cars cars) implements Mount {
    @Override
    public MountStat stat() throws IOException {
      return MountStat.ready(bytes().length);
    }

    @Override
    public Source open() throws IOException {
      if (cars.most() == 0) {
        throw new NoSuchFileException(uri.toString());
      }
      cars.pass(uri);
      return Source.of(bytes(), uri.toString());
    }

    private byte[] bytes() {
      return car(Integer.parseInt(uri.getSchemeSpecificPart())).bytes();
    }
  }

  private static SampleCar car(int number) {
    return SampleCar.small(2, number);
  }

  private static ShardKey key(int number) {
    return ShardKey.of("k" + number);
  }

  private static StoreConfig config(Path directory, int there) {
    return StoreConfig.of(
            directory,
            MountRegistry.of(new Cars(there, new HashSet<>())),
            FileShardIndexRepository::open,
            SegmentIndex::open)
        .maxIndexing(AT_ONCE)
        .retries(RetryPolicy.NONE);
  }

  /** The process: it says which shard is recovered, until it is killed. */
  static final class Victim {
    private Victim() {}

    /** Takes the directory, and how many shards it may recover. */
    public static void main(String[] arguments) throws Exception {
      var config =
          config(Path.of(arguments[0]), Integer.parseInt(arguments[1]))
              .recoverOnStart(RecoverOnStart.RECOVER_NOW)
              .listener(event -> {
                if (event instanceof StoreEvent.Recovered recovered) {
                  System.out.println("+ " + recovered.key() + END);
                }
              });
      try (var _ = Store.open(config)) {
        new CountDownLatch(1).await();
      }
    }
  }

  @Test
  void eachStartGoesOnWhereTheLastOneWasKilled() throws Exception {
    registerInVain();
    long before = 0;
    for (int kill = 1; kill < KILLS; kill++) {
      var said = killed();
      long now = assertSound(said);
      System.out.printf("kill %d of %d, %d of %d recovered%n", kill, KILLS, now, MANY);
      assertThat(now).isBetween(before + said.size(), MANY - 1L);
      before = now;
    }
    assertThat(killed()).isNotEmpty();
    assertThat(findings()).isEmpty();
    recoverTheRest();
  }

  private void registerInVain() throws Exception {
    try (var store = Store.open(config(directory, 0));
        var hands = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < MANY; i++) {
        int number = i;
        hands.execute(() ->
            assertThatExceptionOfType(ShardFailed.class)
                .isThrownBy(() -> store.register(key(number), URI.create("many:" + number))));
      }
    }
  }

  /** Kills a process that has said of half of what it may recover that it is. */
  private List<ShardKey> killed() throws Exception {
    var command =
        ChildJvm.command(Victim.class.getName(), directory.toString(), Integer.toString(EACH));
    var victim = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    var said = new ArrayList<ShardKey>();
    try (var lines = victim.inputReader()) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.matches("\\+ k\\d+" + END)) {
          said.add(ShardKey.of(line.substring(2, line.length() - END.length())));
        }
        if (said.size() == EACH / 2) {
          victim.toHandle().destroyForcibly();
        }
      }
    }
    assertThat(victim.waitFor()).isNotZero();
    return said;
  }

  /** Returns how many shards are available. */
  private long assertSound(List<ShardKey> said) throws Exception {
    try (var store = Store.open(config(directory, MANY))) {
      for (var key : said) {
        assertThat(store.info(key).orElseThrow().state()).isEqualTo(ShardState.AVAILABLE);
      }
      var counts = store.stat().shards();
      assertThat(counts.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(MANY);
      return counts.getOrDefault(ShardState.AVAILABLE, 0L);
    }
  }

  private List<Finding> findings() throws Exception {
    var findings = new ArrayList<Finding>();
    new Doctor(config(directory, MANY), findings::add).examine();
    return findings;
  }

  private void recoverTheRest() throws Exception {
    var events = new Semaphore(0);
    var config =
        config(directory, MANY)
            .recoverOnStart(RecoverOnStart.RECOVER_NOW)
            .listener(_ -> events.release());
    try (var store = Store.open(config)) {
      while (store.stat().shards().getOrDefault(ShardState.AVAILABLE, 0L) < MANY) {
        events.acquire();
      }
      for (int i = 0; i < MANY; i++) {
        assertThat(store.get(car(i).root())).contains(car(i).block(0));
        assertThat(store.find(car(i).root())).containsExactly(key(i));
      }
    }
    assertThat(findings()).isEmpty();
  }
}
