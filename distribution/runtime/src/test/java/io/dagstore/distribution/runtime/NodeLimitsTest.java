package io.dagstore.distribution.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardState;
import io.dagstore.core.api.journal.JournalEvent;
import io.dagstore.core.api.journal.JournalQuery;
import io.dagstore.core.api.mount.MountProvider;
import io.dagstore.core.testkit.FakeTime;
import io.dagstore.core.testkit.SampleCar;
import io.dagstore.distribution.runtime.plugin.Plugin;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys of the configuration, seen to work in a node; and a stranger's mount in one. */
@Timeout(60)
final class NodeLimitsTest {
  private static final SampleCar CAR = SampleCar.small(20, 1);

  /** Its shard index is a file. */
  private static final SampleCar LARGE = SampleCar.small(1200, 1);

  private static final ShardKey KEY = ShardKey.of("a");
  private static final Plugin SLOW =
      new Plugin(
          "org.slow",
          "1",
          Optional.of("slow.jar"),
          false,
          Map.of(MountProvider.class, List.of(SlowCars.class)));

  @TempDir private Path folder;

  @Test
  void rootDirIsWhereTheStoreLiesAndNothingElse() throws Exception {
    configure("[DAGStore]\nRootDir = \"deep/store\"\n");
    var car = CAR.writeTo(folder.resolve("a.car"));

    try (var node = Node.start(setup())) {
      node.store().register(KEY, car.toUri());
      assertThat(node.directory().resolve("deep/store/records")).isDirectory();
      assertThat(node.directory().resolve("records")).doesNotExist();
      assertThat(node.directory().resolve("repo.lock")).exists();
    }
  }

  @Test
  void maxConcurrentIndexIsHowManyAreIndexedAtOnce() throws Exception {
    configure("[DAGStore]\nMaxConcurrentIndex = 2\n");
    assertThat(openedAtOnce("ready")).isEqualTo(2);
  }

  @Test
  void maxConcurrentIndexOfZeroIsNoLimit() throws Exception {
    configure("[DAGStore]\nMaxConcurrentIndex = 0\n");
    assertThat(openedAtOnce("ready")).isEqualTo(6);
  }

  @ParameterizedTest
  @CsvSource({
    "MaxConcurrentReadyFetches, 2, stream, 2",
    "MaxConcurrentReadyFetches, 0, stream, 6",
    "MaxConcurrentReadyFetches, 2, sealed, 5",
    "MaxConcurrentUnseals, 2, sealed, 2",
    "MaxConcurrentUnseals, 0, sealed, 6",
    "MaxConcurrentUnseals, 2, stream, 6"
  })
  void soManyAreCopiedAtOnce(String key, int limit, String kind, int most) throws Exception {
    configure("[DAGStore]\nMaxConcurrentIndex = 1\n%s = %d\n".formatted(key, limit));
    assertThat(openedAtOnce(kind)).isEqualTo(most);
  }

  @Test
  void copiesMaxIsHowMuchRoomLocalCopiesHave() throws Exception {
    configure("[store]\ncopies_max = \"1KiB\"\n");
    CAR.writeTo(folder.resolve("repo/car"));
    Files.createFile(folder.resolve("repo/go"));
    try (var node = Node.start(setup().plugins(List.of(SLOW)))) {
      assertThat(CAR.bytes().length).isGreaterThan(1024);
      assertThatExceptionOfType(DagStoreException.NoRoom.class)
          .isThrownBy(() -> node.store().register(KEY, URI.create("slow:stream")));
      assertThat(node.store().stat().copiedLimit()).isEqualTo(1024);
    }
  }

  @Test
  void gcIntervalIsWhenGarbageIsCollectedByTheNodesClock() throws Exception {
    configure("[DAGStore]\nGCInterval = \"1m\"\n");
    var orphan = plantOrphan();
    var time = new FakeTime();
    var collected = new ArrayList<JournalEvent>();

    try (var node = Node.start(setup().by(time, new SecureRandom()))) {
      while (Files.exists(orphan)) {
        time.advance(Duration.ofMinutes(1));
        LockSupport.parkNanos(1_000_000);
      }
      // Told after it is done.
      while (collected.isEmpty()) {
        node.journal().read(JournalQuery.ALL, event -> addCollected(collected, event));
        LockSupport.parkNanos(1_000_000);
      }
    }
    assertThat(collected)
        .singleElement()
        .satisfies(event -> assertThat(event.data()).containsEntry("key", "a"));
  }

  private static void addCollected(List<JournalEvent> collected, JournalEvent event) {
    if (event.event().equals("gc")) {
      collected.add(event);
    }
  }

  /** Puts into the repository the shard index of a shard that only another node has. */
  private Path plantOrphan() throws Exception {
    var car = LARGE.writeTo(folder.resolve("a.car"));
    var other = NodeSetup.of(folder.resolve("other")).environment(setup().environment());
    try (var node = Node.start(other.plugins(setup().plugins()))) {
      node.store().register(KEY, car.toUri());
    }
    try (var files = Files.walk(folder.resolve("other/index"))) {
      var index =
          files.filter(file -> file.toString().endsWith(".blocks")).findFirst().orElseThrow();
      var orphan = folder.resolve("repo").resolve(folder.resolve("other").relativize(index));
      Files.createDirectories(orphan.resolveSibling("."));
      return Files.copy(index, orphan);
    }
  }

  @Test
  void aStrangersShardsGoAndComeWithItsPlugIn() throws Exception {
    CAR.writeTo(Files.createDirectories(folder.resolve("repo")).resolve("car"));
    Files.createFile(folder.resolve("repo/go"));
    try (var node = Node.start(setup().plugins(List.of(SLOW)))) {
      node.store().register(KEY, URI.create("slow:a"));
      assertThat(node.store().get(CAR.root())).isPresent();

      node.plugins().remove(SLOW);

      var gone = node.store().info(KEY).orElseThrow();
      assertThat(gone.state()).isEqualTo(ShardState.UNAVAILABLE);
      assertThat(gone.error().orElseThrow()).contains("slow");
      assertThatExceptionOfType(DagStoreException.ShardUnavailable.class)
          .isThrownBy(() -> node.store().acquire(KEY));

      node.plugins().add(SLOW);
      assertThat(node.store().get(CAR.root())).contains(CAR.block(0));
      assertThat(node.store().info(KEY).orElseThrow().state()).isEqualTo(ShardState.AVAILABLE);
    }
  }

  @Test
  void anOpenAccessorFinishesWithinTheGraceTime() throws Exception {
    var car = CAR.writeTo(folder.resolve("a.car"));
    var node = Node.start(setup());
    node.store().register(KEY, car.toUri());
    var accessor = node.store().acquire(KEY);
    var closing =
        new Thread(() -> {
          try {
            node.close();
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });

    closing.start();
    closing.join(200);
    assertThat(closing.isAlive()).isTrue();
    assertThat(accessor.blockstore().get(CAR.root())).isPresent();

    accessor.close();
    closing.join();
    assertThat(node.directory().resolve("repo.lock")).doesNotExist();
  }

  private int openedAtOnce(String kind) throws Exception {
    var repo = folder.resolve("repo");
    CAR.writeTo(repo.resolve("car"));
    var registrations = new ArrayList<Future<?>>();
    try (var node = Node.start(setup().plugins(List.of(SLOW)));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 6; i++) {
        var key = ShardKey.of("k" + i);
        registrations.add(
            threads.submit(() -> node.store().register(key, URI.create("slow:" + kind + key))));
      }
      int most = SlowCars.settled(repo);
      Files.createFile(repo.resolve("go"));
      for (var registration : registrations) {
        registration.get();
      }
      return most;
    }
  }

  private void configure(String toml) throws IOException {
    Files.writeString(
        Files.createDirectories(folder.resolve("repo")).resolve("dagstore.toml"), toml);
  }

  private NodeSetup setup() {
    return NodeSetup.of(folder.resolve("repo"))
        .environment(Map.of("DAGSTORE_RPC_LISTEN", ""))
        .plugins(Plugin.ofServiceLoader(NodeLimitsTest.class.getClassLoader()));
  }
}
