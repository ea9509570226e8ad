package io.dagstore.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.api.Accessor;
import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.RegisterOptions;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardQuery;
import io.dagstore.core.api.ShardState;
import io.dagstore.core.ipld.Block;
import io.dagstore.core.testkit.TurnThreads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What callers ask a store for in a {@link History}, and what may be answered: never a wrong byte,
 * and of each key only what is possible after all that was answered before.
 */
final class HistoryCalls {
  private static final int HOLD = 4;

  private final List<Presence> keys =
      IntStream.range(0, HistoryMounts.SHARDS).mapToObj(_ -> new Presence()).toList();
  private final RandomGenerator random;
  private final Consumer<String> log;
  private int calls;

  HistoryCalls(RandomGenerator random, Consumer<String> log) {
    this.random = random;
    this.log = log;
  }

  /** A call of a store. */
  @FunctionalInterface
  private interface Operation {
    void run() throws IOException, InterruptedException;
  }

  static ShardKey key(int number) {
    return ShardKey.of("k" + number);
  }

  /** One call with whatever comes of it. */
  void any(Store store, HistoryMounts mounts) {
    int number = random.nextInt(HistoryMounts.SHARDS);
    var key = key(number);
    switch (random.nextInt(14)) {
      case 0, 1, 2 -> register(store, mounts, number, RegisterOptions.EAGER);
      case 3 -> register(store, mounts, number, RegisterOptions.LAZY);
      case 4, 5 -> ask(number, Presence.Call.DESTROY, "destroy", () -> store.destroy(key));
      case 6, 7, 8 -> hold(store, number);
      case 9 -> ask(number, Presence.Call.LOOK, "initialize", () -> store.initialize(key));
      case 10 -> ask(number, Presence.Call.LOOK, "recover", () -> store.recover(key));
      case 11 -> tried("gc", store::gc);
      case 12 -> look(store, number);
      default -> read(store, number);
    }
  }

  private void register(Store store, HistoryMounts mounts, int number, RegisterOptions options) {
    var what = options.lazy() ? "register lazy" : "register";
    ask(
        number,
        Presence.Call.REGISTER,
        what,
        () -> store.register(key(number), mounts.uri(number), options));
  }

  private void look(Store store, int number) {
    ask(number, Presence.Call.LOOK, "info", () -> look(store, key(number)));
    tried("list", () -> assertThat(store.list(ShardQuery.FIRST)).hasSizeLessThan(7));
    tried("stat", () -> assertThat(store.stat().blocks()).isNotNegative());
  }

  private static void look(Store store, ShardKey key) throws IOException {
    if (store.info(key).isEmpty()) {
      throw new DagStoreException.UnknownShard(key);
    }
  }

  private void read(Store store, int number) {
    var block = anyBlock(number);
    tried("get", () -> store.get(block.cid()).ifPresent(got -> assertThat(got).isEqualTo(block)));
    tried(
        "find",
        () ->
            assertThat(store.find(block.cid()))
                .allMatch(key ->
                    IntStream.range(0, HistoryMounts.SHARDS)
                        .filter(i -> key(i).equals(key))
                        .allMatch(i -> HistoryMounts.car(i).blocks().contains(block))));
  }

  private Block anyBlock(int number) {
    var blocks = HistoryMounts.car(number).blocks();
    return blocks.get(random.nextInt(blocks.size()));
  }

  private void hold(Store store, int number) {
    var given = new ArrayList<Accessor>();
    var key = key(number);
    ask(number, Presence.Call.LOOK, "acquire", () -> given.add(store.acquire(key)));
    for (var accessor : given) {
      tried("read", () -> readSome(store, accessor, number));
      accessor.close();
    }
  }

  private void readSome(Store store, Accessor accessor, int number) throws IOException {
    for (int i = 0; i < HOLD; i++) {
      var block = anyBlock(number);
      assertThat(accessor.blockstore().get(block.cid())).contains(block);
      if (!HistoryMounts.comesAndGoes(number)) {
        assertThat(store.info(accessor.key())).as("%s is held", accessor.key()).isPresent();
      }
      TurnThreads.pause();
    }
  }

  /** What fails must say so with a type. */
  private void tried(String what, Operation operation) {
    try {
      operation.run();
    } catch (IOException | DagStoreException | InterruptedException e) {
      log.accept("  " + what + ": " + e);
    }
  }

  private void ask(int number, Presence.Call what, String name, Operation operation) {
    int call = ++calls;
    log.accept(call + " " + name + " k" + number);
    keys.get(number).begin(call, what);
    try {
      operation.run();
      told(number, call, Presence.Answer.DONE);
    } catch (DagStoreException.UnknownScheme e) {
      keys.get(number).cancel(call);
    } catch (DagStoreException e) {
      log.accept(call + " told " + e);
      told(number, call, meaning(e, what));
    } catch (IOException | InterruptedException e) {
      log.accept(call + " left by " + e);
      keys.get(number).leave(call);
    }
  }

  /** What an answer of no says of the key; null: nothing that can be relied on. */
  private static Presence.@Nullable Answer meaning(DagStoreException no, Presence.Call what) {
    return switch (no) {
      case DagStoreException.ShardExists _, DagStoreException.ShardBusy _ ->
          Presence.Answer.REFUSED;
      case DagStoreException.UnknownShard _ -> Presence.Answer.ABSENT;
      case DagStoreException.StoreClosed _ -> null;
      case DagStoreException.ShardUnavailable _ ->
          what == Presence.Call.REGISTER ? null : Presence.Answer.DONE;
      default -> Presence.Answer.DONE;
    };
  }

  private void told(int number, int call, Presence.@Nullable Answer answer) {
    if (answer == null) {
      keys.get(number).leave(call);
      return;
    }
    log.accept(call + " ends " + answer);
    assertThat(keys.get(number).end(call, answer))
        .as("call %d may be told %s", call, answer)
        .isTrue();
  }

  /** Nothing runs any more. */
  void settle() {
    keys.forEach(Presence::settle);
  }

  /** All that ran is dead. */
  void kill() {
    keys.forEach(Presence::kill);
  }

  /** Where all is well and nothing runs, what is there is served whole, and what is not is not. */
  void check(Store store) throws IOException, InterruptedException {
    for (int i = 0; i < HistoryMounts.SHARDS; i++) {
      var info = store.info(key(i));
      assertThat(keys.get(i).know(info.isPresent()))
          .as("k%d is there: %s; %s", i, info, keys.get(i))
          .isTrue();
      if (info.isPresent()) {
        if (info.get().state() == ShardState.ERRORED) {
          store.recover(key(i));
        }
        readAll(store, i);
      } else {
        assertThat(store.find(HistoryMounts.car(i).first().cid())).doesNotContain(key(i));
      }
    }
  }

  private static void readAll(Store store, int number) throws IOException, InterruptedException {
    var car = HistoryMounts.car(number);
    try (var accessor = store.acquire(key(number))) {
      for (var block : car.blocks()) {
        assertThat(accessor.blockstore().get(block.cid())).contains(block);
      }
    }
    assertThat(store.find(car.first().cid())).contains(key(number));
    assertThat(store.get(car.first().cid())).contains(car.first());
  }
}
