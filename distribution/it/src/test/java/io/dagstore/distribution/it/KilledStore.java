package io.dagstore.distribution.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardState;
import io.dagstore.core.store.Doctor;
import io.dagstore.core.store.Finding;
import io.dagstore.core.store.Store;
import io.dagstore.core.testkit.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A directory in which one victim after another is killed, and what they have said of it. */
final class KilledStore {
  private static final int KILLED = 128 + 9;

  private final Path directory;
  private final KillCars cars;
  private final Map<String, Known> shards = new TreeMap<>();
  private int next;

  /** What is known of a shard: nobody knows what became of an operation that was not answered. */
  enum Known {
    THERE,
    GONE,
    UNSURE
  }

  KilledStore(Path directory) throws IOException {
    this.directory = directory;
    this.cars = new KillCars(directory.resolve("cars"));
    cars.write();
  }

  /**
   * How a victim ends.
   *
   * @param seed what it does
   * @param steps how many steps each of its threads does before it closes the store, 0: for ever
   * @param step the step of the store at which it ends itself; empty: it is killed
   * @param at the how manieth of these
   * @param millis how long it lives where it is killed
   */
  record End(long seed, int steps, String step, int at, int millis) {}

  /** Lets a victim work and kills it, or lets it end itself at a step; returns where it ended. */
  String kill(End end) throws Exception {
    var victim = start(end);
    var place = end.step().isEmpty() ? "any moment" : "after the close";
    try (BufferedReader said = victim.inputReader()) {
      var line = said.readLine();
      if (end.step().isEmpty()) {
        killLater(victim, end.millis());
      }
      for (; line != null; line = said.readLine()) {
        if (line.startsWith("!")) {
          place = line.substring(2);
        } else {
          take(line);
        }
      }
    }
    assertThat(victim.waitFor()).as("how the victim ended").isIn(KILLED, Victim.HALTED);
    return place;
  }

  private static void killLater(Process victim, int millis) {
    Thread.ofVirtual()
        .start(() -> {
          try {
            new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          victim.toHandle().destroyForcibly();
        });
  }

  private void take(String line) {
    assertThat(line).as("what the victim says").matches("[?+-] w\\d-\\d+");
    var key = line.substring(2);
    shards.put(
        key,
        switch (line.charAt(0)) {
          case '+' -> Known.THERE;
          case '-' -> Known.GONE;
          default -> Known.UNSURE;
        });
    next = Math.max(next, KillWorker.number(ShardKey.of(key)) + 1);
  }

  /** Opens the store and compares it with what was said; then nothing is unsure any more. */
  void check() throws Exception {
    for (var shard : shards.entrySet()) {
      if (shard.getValue() == Known.UNSURE) {
        cars.bring(shard.getKey(), KillWorker.number(ShardKey.of(shard.getKey())));
      }
    }
    try (var store = Store.open(Victim.config(directory.resolve("store")))) {
      for (var shard : shards.entrySet()) {
        shard.setValue(check(store, ShardKey.of(shard.getKey()), shard.getValue()));
      }
      store.gc();
    }
    var findings = new ArrayList<Finding>();
    new Doctor(Victim.config(directory.resolve("store")), findings::add).examine();
    assertThat(findings).as("what the doctor finds").isEmpty();
    shards.values().removeIf(known -> known == Known.GONE && shards.size() > 200);
  }

  private static Known check(Store store, ShardKey key, Known known) throws Exception {
    var car = KillCars.car(KillWorker.number(key));
    var info = store.info(key);
    if (known == Known.GONE || (known == Known.UNSURE && info.isEmpty())) {
      assertThat(info).as("removed " + key).isEmpty();
      assertThat(store.find(car.root())).as("removed shard found").doesNotContain(key);
      return Known.GONE;
    }
    assertThat(info).as("registered " + key).isPresent();
    if (known == Known.UNSURE && info.orElseThrow().state() == ShardState.ERRORED) {
      store.recover(key);
    }
    try (var accessor = store.acquire(key)) {
      for (var block : car.list()) {
        assertThat(accessor.blockstore().get(block.cid())).as("block of " + key).contains(block);
      }
    }
    var last = car.block(car.blocks() - 1);
    assertThat(store.find(last.cid())).as("shards of a block").contains(key);
    assertThat(store.get(last.cid())).contains(last);
    return Known.THERE;
  }

  private Process start(End end) throws IOException {
    var command =
        ChildJvm.command(
            Victim.class.getName(),
            directory.resolve("store").toString(),
            cars.folder().toString(),
            Long.toString(end.seed()),
            Integer.toString(next),
            Integer.toString(end.steps()),
            end.step(),
            Integer.toString(end.at()));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
