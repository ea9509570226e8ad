package io.dagstore.distribution.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dagstore.core.api.DagStoreException.StoreBusy;
import io.dagstore.core.api.ShardInfo;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardQuery;
import io.dagstore.core.api.ShardState;
import io.dagstore.core.store.Store;
import io.dagstore.core.testkit.SampleCar;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process is killed in the middle of its work, again and again, on one directory. */
@Timeout(120)
final class KilledProcessTest {
  private static final int ROUNDS = 4;
  private static final int CARS = 5;

  /** Blocks of every other CAR: a shard index that lies beside its record, and one in a file. */
  private static final int FEW = 200;

  private static final int MANY = 1200;
  private static final long SEED = 17;

  @TempDir Path directory;

  @Test
  void keepsWhatWasAnsweredAndLeavesNothingHalf() throws Exception {
    var cars = Files.createDirectory(directory.resolve("cars"));
    for (int i = 0; i < CARS; i++) {
      car(i).writeTo(cars.resolve(i + ".car"));
    }
    var random = new Random(SEED);
    var answered = new TreeSet<String>();
    int next = 0;
    for (int round = 0; round < ROUNDS; round++) {
      next = kill(cars, next, 2 + random.nextInt(20), answered);
      check(answered);
    }
  }

  private static SampleCar car(int number) {
    return SampleCar.small(number % 2 == 0 ? FEW : MANY, number);
  }

  /** Lets a process work until it has said so many lines, kills it, and returns a free number. */
  private int kill(Path cars, int first, int lines, Set<String> answered) throws Exception {
    var victim = start(cars, first);
    int last = first;
    try (BufferedReader said = victim.inputReader()) {
      for (int i = 0; i < lines; i++) {
        last = Math.max(last, take(said.readLine(), answered));
      }
      assertThatExceptionOfType(StoreBusy.class)
          .isThrownBy(() -> Store.open(Victim.config(directory.resolve("store"))));
      victim.toHandle().destroyForcibly();
      for (var line = said.readLine(); line != null; line = said.readLine()) {
        last = Math.max(last, take(line, answered));
      }
    }
    victim.waitFor();
    return last + 2;
  }

  private static int take(String line, Set<String> answered) {
    assertThat(line).as("what the process says").isNotNull().matches("[+-] k\\d+");
    var key = line.substring(2);
    if (line.startsWith("+")) {
      answered.add(key);
    } else {
      answered.remove(key);
    }
    return Integer.parseInt(key.substring(1));
  }

  /** The last thing that was done may not have been said any more. */
  private void check(Set<String> answered) throws Exception {
    try (var store = Store.open(Victim.config(directory.resolve("store")))) {
      var shards = settled(store);
      var keys = shards.stream().map(shard -> shard.key().value()).collect(Collectors.toSet());
      var lost = new TreeSet<>(answered);
      lost.removeAll(keys);
      var unsaid = new TreeSet<>(keys);
      unsaid.removeAll(answered);
      assertThat(lost.size() + unsaid.size())
          .as("lost %s, unsaid %s", lost, unsaid)
          .isBetween(0, 1);
      answered.clear();
      answered.addAll(keys);
      for (var shard : shards) {
        var number = Integer.parseInt(shard.key().value().substring(1)) % CARS;
        var block = car(number).block(7);
        assertThat(store.get(block.cid())).contains(block);
        assertThat(store.find(block.cid())).contains(shard.key());
      }
      try (var files = Files.walk(directory.resolve("store/index"))) {
        var large = shards.stream().filter(shard -> shard.blocks() == MANY).toList();
        assertThat(files.filter(file -> file.toString().endsWith(".blocks"))).hasSameSizeAs(large);
      }
    }
  }

  private static List<ShardInfo> settled(Store store) throws IOException, InterruptedException {
    for (var shard : store.list(ShardQuery.FIRST)) {
      if (shard.state() != ShardState.AVAILABLE) {
        store.initialize(ShardKey.of(shard.key().value()));
      }
    }
    return store.list(ShardQuery.FIRST);
  }

  private Process start(Path cars, int first) throws IOException {
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            classPath(),
            Victim.class.getName(),
            directory.resolve("store").toString(),
            cars.toString(),
            Integer.toString(CARS),
            Integer.toString(first));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** Everything this test sees, whether it runs on the module path or not. */
  private static String classPath() throws IOException {
    var own = Path.of("target", "test-classes").toAbsolutePath().toString();
    return Stream.of(
            own,
            System.getProperty("java.class.path", ""),
            System.getProperty("jdk.module.path", ""))
        .filter(path -> !path.isEmpty())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
