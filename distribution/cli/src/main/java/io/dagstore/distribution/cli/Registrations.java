package io.dagstore.distribution.cli;

import io.dagstore.core.api.Catalogue;
import io.dagstore.core.api.RegisterOptions;
import io.dagstore.core.api.ShardInfo;
import io.dagstore.core.api.ShardState;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Registers many CARs, several at once, since those who wait for the disk together share the wait.
 * What became of them is told in the order in which they were given.
 */
final class Registrations {
  /** Enough to share a wait among many; their indexing is bounded by the store. */
  private static final int AT_ONCE = 256;

  /** A node takes at most 64 calls of one connection. */
  private static final int AT_ONCE_BY_A_NODE = 32;

  private final Catalogue store;
  private final boolean lazy;
  private final int atOnce;

  /**
   * A CAR to be taken.
   *
   * @param key of the shard
   * @param name as messages say it
   * @param mount where it is
   * @param size bytes
   * @param mayBeThere already: it was found by a walk through a folder, or an earlier run is
   *     resumed
   */
  record Wanted(String key, String name, URI mount, long size, boolean mayBeThere) {
    /** The same, wanted again by who did not see an earlier run end. */
    Wanted again() {
      return new Wanted(key, name, mount, size, true);
    }
  }

  /** Hears what became of each. */
  interface Heard {
    void done(ShardInfo info) throws IOException;

    void failed(Wanted wanted, Exception cause) throws IOException;
  }

  /** What is done with each. */
  private interface Work<T> {
    T with(Wanted wanted) throws IOException, InterruptedException;
  }

  /** What is done with its answer. */
  private interface Answer<T> {
    void take(Wanted wanted, Future<T> answer) throws IOException, InterruptedException;
  }

  private record Begun<T>(Wanted wanted, Future<T> answer) {}

  Registrations(Catalogue store, boolean lazy, boolean byNode) {
    this.store = store;
    this.lazy = lazy;
    this.atOnce = atOnce(byNode);
  }

  /** How many are registered at once, by a node or in this process. */
  static int atOnce(boolean byNode) {
    return byNode ? AT_ONCE_BY_A_NODE : AT_ONCE;
  }

  /** Registers all; who hears is called on this thread. */
  void run(List<Wanted> wanted, Heard heard) throws IOException, InterruptedException {
    inOrder(
        wanted,
        this::register,
        (one, answer) -> {
          try {
            heard.done(answer.get());
          } catch (ExecutionException e) {
            heard.failed(one, exception(e.getCause()));
          }
        });
  }

  /** One line on what an earlier run has left done, where it has not done all. */
  Optional<String> resumed(List<Wanted> wanted) throws IOException, InterruptedException {
    if (wanted.size() < 2 || store.stat().shards().isEmpty()) {
      return Optional.empty();
    }
    var there = new int[2];
    inOrder(
        wanted,
        one -> store.info(Arguments.shardKey(one.key())).map(ShardInfo::state),
        (_, answer) -> {
          try {
            var state = answer.get();
            there[0] += state.filter(ShardState::readable).isPresent() ? 1 : 0;
            there[1] += state.filter(now -> now == ShardState.INITIALIZING).isPresent() ? 1 : 0;
          } catch (ExecutionException e) {
            // It is told where the shard is registered.
          }
        });
    return line(wanted.size(), there[0], there[1]);
  }

  private static Optional<String> line(int all, int done, int cutShort) {
    if (done + cutShort == 0 || done == all) {
      return Optional.empty();
    }
    var half =
        cutShort == 0
            ? ""
            : ", " + Figures.count(cutShort) + (cutShort == 1 ? " was" : " were") + " cut short";
    return Optional.of(
        "resuming: "
            + Figures.count(done)
            + " of "
            + Figures.count(all, "file")
            + " are registered"
            + half);
  }

  private <T> void inOrder(List<Wanted> wanted, Work<T> work, Answer<T> answer)
      throws IOException, InterruptedException {
    var begun = new ArrayDeque<Begun<T>>();
    var keys = new HashSet<String>();
    try (var hands = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var one : wanted) {
        // Of two files with one key the first is taken, whichever thread is quicker.
        while (begun.size() == atOnce || keys.contains(one.key())) {
          end(begun, keys, answer);
        }
        keys.add(one.key());
        begun.add(new Begun<>(one, hands.submit(() -> work.with(one))));
      }
      while (!begun.isEmpty()) {
        end(begun, keys, answer);
      }
    }
  }

  private static <T> void end(Queue<Begun<T>> begun, Set<String> keys, Answer<T> answer)
      throws IOException, InterruptedException {
    var first = begun.remove();
    keys.remove(first.wanted().key());
    answer.take(first.wanted(), first.answer());
  }

  private ShardInfo register(Wanted file) throws IOException, InterruptedException {
    var shard = Arguments.shardKey(file.key());
    var there = store.info(shard).filter(info -> info.mount().equals(file.mount()));
    // What a killed command left unfinished is finished by the same command.
    if (there.isPresent() && !lazy && !there.get().state().readable()) {
      return store.initialize(shard);
    }
    // A folder is walked again after CARs were added to it, and a killed command typed again.
    if (there.isPresent() && file.mayBeThere()) {
      return there.get();
    }
    var options = lazy ? RegisterOptions.LAZY : RegisterOptions.EAGER;
    return store.register(shard, file.mount(), options);
  }

  private static Exception exception(@Nullable Throwable cause) {
    return switch (cause) {
      case Exception e -> e;
      case Error e -> throw e;
      case null, default -> new IllegalStateException(cause);
    };
  }
}
