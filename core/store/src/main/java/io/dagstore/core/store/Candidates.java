package io.dagstore.core.store;

import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.StoreEvent;
import io.dagstore.core.api.StoreListener;
import io.dagstore.core.api.index.InvertedIndex;
import io.dagstore.core.files.CorruptDataException;
import io.dagstore.core.ipld.Cid;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The shards that may have a block, asked the best first: open ones, those that can be opened
 * without copying, the others, and in the end those that failed under a read not long ago. A
 * failure comes out only where none of them answers.
 */
final class Candidates {
  private final InvertedIndex inverted;
  private final OpenShards open;
  private final Opener opener;
  private final Healing healing;
  private final Suspects suspects;
  private final StoreListener events;

  Candidates(Parts parts, OpenShards open, Opener opener, Healing healing) {
    this.inverted = parts.inverted();
    this.events = parts.events();
    this.suspects = parts.suspects();
    this.open = open;
    this.opener = opener;
    this.healing = healing;
  }

  /** A look at an open shard. */
  @FunctionalInterface
  interface Look<T extends @Nullable Object> {
    T at(OpenShard shard) throws IOException;
  }

  /** A shard's turn comes when this is true of it, and in the last one in any case. */
  private enum Turn {
    OPEN,
    LOCAL,
    SOUND,
    ANY
  }

  /** The first thing that is seen, or null where there is nothing. */
  <T> @Nullable T first(Cid cid, long key, Look<@Nullable T> look) throws IOException {
    return first(key, look, -1, new Failures(cid));
  }

  /**
   * What is seen after a look at this shard failed, which the caller has entered: there, where its
   * index was to blame and could be made again, else in another.
   */
  <T> @Nullable T after(
      IOException failure, OpenShard shard, Cid cid, long key, Look<@Nullable T> look)
      throws IOException {
    var why = failure;
    if (healing.heals(shard, failure)) {
      try {
        return look.at(shard);
      } catch (IOException e) {
        why = e;
      }
    }
    var failures = new Failures(cid);
    failures.add(told(shard, cid, why));
    return first(key, look, shard.number(), failures);
  }

  private <T> @Nullable T first(long key, Look<@Nullable T> look, int tried, Failures failures)
      throws IOException {
    var numbers = inverted.find(key);
    boolean alone = numbers.length == 1;
    var asked = new BitSet(numbers.length);
    for (var turn : Turn.values()) {
      for (int i = asked.nextClearBit(0); i < numbers.length; i = asked.nextClearBit(i + 1)) {
        if (numbers[i] == tried || comes(turn, numbers[i], alone)) {
          asked.set(i);
          var seen =
              numbers[i] == tried ? null : failures.guard(numbers[i], look, turn != Turn.ANY);
          if (seen != null) {
            return seen;
          }
        }
      }
    }
    failures.rethrow();
    return null;
  }

  /** One that is alone need not be looked at for how it would be opened. */
  private boolean comes(Turn turn, int number, boolean alone) throws IOException {
    return switch (turn) {
      case OPEN -> open.get(number) != null && !suspects.avoids(number);
      case LOCAL -> (alone || opener.isLocal(number)) && !suspects.avoids(number);
      case SOUND -> !suspects.avoids(number);
      case ANY -> true;
    };
  }

  /** What is seen in each of them; a failure comes out where nothing was seen at all. */
  <T> List<T> all(Cid cid, long key, Look<@Nullable T> look) throws IOException {
    var failures = new Failures(cid);
    var seen = new ArrayList<T>();
    for (int number : inverted.find(key)) {
      var one = failures.guard(number, look, false);
      if (one != null) {
        seen.add(one);
      }
    }
    if (seen.isEmpty()) {
      failures.rethrow();
    }
    return seen;
  }

  /** Tells of a copy that cannot be read, except to a thread that may have stopped it itself. */
  private IOException told(OpenShard shard, Cid cid, IOException failure) throws IOException {
    if (failure instanceof CorruptDataException) {
      suspects.add(shard.number());
      events.on(new StoreEvent.CorruptBlock(shard.key(), cid, failure));
      return failure;
    }
    if (Thread.currentThread().isInterrupted()) {
      throw failure;
    }
    var why = shard.ended(failure);
    suspects.add(shard.number());
    events.on(new StoreEvent.Unreadable(shard.key(), why));
    return why;
  }

  /** Guards looks at shards in turn; the first failure is kept for when none of them answers. */
  private final class Failures {
    private final Cid cid;
    private @Nullable Exception first;

    Failures(Cid cid) {
      this.cid = cid;
    }

    /** What is seen there, or null; where it clears, the answer takes a mark away. */
    <T> @Nullable T guard(int number, Look<@Nullable T> look, boolean clears) throws IOException {
      try {
        for (var shard = opener.open(number); shard != null; shard = opener.open(number)) {
          int entered = shard.enter();
          try {
            if (entered >= 0) {
              return guarded(shard, look, clears);
            }
          } finally {
            open.leave(shard, entered);
          }
        }
      } catch (DagStoreException.OfShard | DagStoreException.StoreReadOnly | IOException e) {
        if (Thread.currentThread().isInterrupted()) {
          throw e;
        }
        suspects.add(number);
        add(e);
      }
      return null;
    }

    private <T> @Nullable T guarded(OpenShard shard, Look<@Nullable T> look, boolean clears)
        throws IOException {
      try {
        var seen = healing.<@Nullable T>look(shard, () -> look.at(shard));
        if (clears) {
          suspects.remove(shard.number());
        }
        return seen;
      } catch (IOException e) {
        add(told(shard, cid, e));
        return null;
      }
    }

    void add(Exception failure) {
      if (first == null) {
        first = failure;
      } else {
        first.addSuppressed(failure);
      }
    }

    void rethrow() throws IOException {
      switch (first) {
        case null -> {}
        case IOException e -> throw e;
        case RuntimeException e -> throw e;
        default -> throw new IOException(first);
      }
    }
  }
}
