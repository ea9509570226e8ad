package io.dagstore.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.api.ShardState;
import io.dagstore.core.testkit.FakeInvertedIndex;
import io.dagstore.core.testkit.FakeShardIndices;
import io.dagstore.core.testkit.FakeTime;
import io.dagstore.core.testkit.TurnThreads;
import io.dagstore.core.testkit.disk.SimulatedDisk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/**
 * What a seed says is done to a store in a few lives, each ended by a close or a kill: calls of
 * many at once, interrupts, mounts that fail, hang, decay, go and come back, indices that are lost.
 * All its threads take turns, and it has a clock of its own, so that the seed shows the same again.
 */
final class History {
  private static final int LIVES = 2;
  private static final int MOVES = 120;
  private static final int TOLD = 60;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final SplittableRandom random;
  private final SimulatedDisk disk;
  private final FakeTime time = new FakeTime();
  private final int small;
  private final Deque<String> told = new ArrayDeque<>();
  private final HistoryCalls calls;
  private final List<FutureTask<Void>> callers = new ArrayList<>();
  private final List<Thread> waiting = new ArrayList<>();
  private FakeInvertedIndex inverted = new FakeInvertedIndex();
  private FakeShardIndices indices;
  private HistoryMounts mounts = new HistoryMounts();
  private TurnThreads threads;

  private History(long seed, SimulatedDisk disk) {
    this.random = new SplittableRandom(seed);
    this.disk = disk;
    this.small = random.nextBoolean() ? 1000 : -1;
    this.indices = new FakeShardIndices(small);
    this.threads = new TurnThreads(random);
    this.calls = new HistoryCalls(random, this::tell);
  }

  /** Does it in an empty folder; returns how many moves it took. */
  static void run(long seed, Path folder) throws Exception {
    try (var disk = SimulatedDisk.over(folder)) {
      var history = new History(seed, disk);
      try {
        history.live();
      } catch (Exception | Error e) {
        throw new AssertionError(String.join("\n", history.told), e);
      }
    }
  }

  private void tell(String what) {
    told.addLast(what);
    if (told.size() > TOLD) {
      told.removeFirst();
    }
  }

  private void live() throws Exception {
    for (int life = 0; life < LIVES; life++) {
      var store = begin();
      for (int i = 0; i < MOVES; i++) {
        move(store);
      }
      if (random.nextBoolean()) {
        kill();
      } else {
        close(store);
      }
    }
    close(begin());
    var findings = new ArrayList<Finding>();
    alone(() -> new Doctor(config(), findings::add).examine());
    assertThat(findings).isEmpty();
  }

  private StoreConfig config() {
    return StoreConfig.of(
            disk.start().resolve("store"), mounts.registry, (_, _) -> indices, (_, _) -> inverted)
        .clock(time)
        .random(new SplittableRandom(7))
        .executor(threads)
        .steps(_ -> TurnThreads.pause())
        .maxOpenShards(2)
        .maxIndexing(2)
        .maxCopying(1)
        .copyLimits(new CopyLimits(6000, 90, 50));
  }

  /** A start, sometimes over mounts that are not well, and what must be true after it. */
  private Store begin() throws Exception {
    tell("start");
    mounts = new HistoryMounts();
    threads = new TurnThreads(random);
    for (int faults = random.nextInt(4); faults > 0; faults--) {
      tell(mounts.meddle(random));
    }
    var opening = started(() -> Store.open(config()));
    for (int turns = 0; turns < MOVES && threads.turn(); turns++) {}
    mounts.heal();
    threads.runAll(PATIENCE);
    var store = opening.get();
    alone(() -> {
      calls.check(store);
      return store;
    });
    return store;
  }

  private void move(Store store) throws Exception {
    time.advance(Duration.ofSeconds(1));
    int choice = random.nextInt(100);
    if (choice < 12) {
      call(store);
    } else if (choice < 14 && !waiting.isEmpty()) {
      waiting.get(random.nextInt(waiting.size())).interrupt();
    } else if (choice < 18) {
      tell(mounts.meddle(random));
    } else if (choice < 19) {
      harm();
    } else {
      threads.turn();
    }
  }

  private void call(Store store) {
    var task =
        new FutureTask<Void>(() -> {
          try {
            calls.any(store, mounts);
          } finally {
            waiting.remove(Thread.currentThread());
          }
          return null;
        });
    callers.add(task);
    waiting.add(threads.start(task));
  }

  /** An index that is lost or damaged is made again, whoever meets it. */
  private void harm() {
    var key = HistoryCalls.key(random.nextInt(HistoryMounts.SHARDS));
    if (random.nextBoolean()) {
      indices.damage(key);
      tell("damage " + key);
    } else {
      indices.drop(key);
      tell("lose " + key);
    }
  }

  /** Everything comes to its end, and nobody holds anything. */
  private void calm(Store store) throws Exception {
    tell("calm");
    mounts.heal();
    threads.runAll(PATIENCE);
    assertThat(store.stat().shards()).doesNotContainKey(ShardState.SERVING);
  }

  /** An end, maybe in the middle of everything; nobody is left waiting. */
  private void close(Store store) throws Exception {
    if (random.nextBoolean()) {
      calm(store);
    }
    tell("close");
    mounts.heal();
    alone(() -> {
      store.close();
      return store;
    });
    mounts.assertAllClosed();
    for (var caller : callers) {
      caller.get();
    }
    callers.clear();
    waiting.clear();
    calls.settle();
  }

  /** The power goes; what ran never gets a turn again. */
  private void kill() throws Exception {
    tell("kill");
    for (var caller : callers) {
      if (caller.isDone()) {
        caller.get();
      }
    }
    callers.clear();
    waiting.clear();
    disk.powerCut();
    indices = indices.copy();
    inverted = inverted.afterPowerCut();
    calls.kill();
  }

  private <T> FutureTask<T> started(Callable<T> work) {
    var task = new FutureTask<>(work);
    threads.start(task);
    return task;
  }

  /** Does it on one of the threads, and returns when all of them have ended. */
  private <T> void alone(Callable<T> work) throws Exception {
    var task = started(work);
    threads.runAll(PATIENCE);
    task.get();
  }
}
