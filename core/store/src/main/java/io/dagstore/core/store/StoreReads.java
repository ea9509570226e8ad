package io.dagstore.core.store;

import io.dagstore.core.api.BlockPlace;
import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.StoreEvent;
import io.dagstore.core.api.StoreListener;
import io.dagstore.core.api.VerifyPolicy;
import io.dagstore.core.api.index.InvertedIndex;
import io.dagstore.core.files.CorruptDataException;
import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.Cid;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads over all shards. The shard of the reads before is asked first, else the one that the
 * inverted index names: open and sound, it answers without a lock and without garbage. What else
 * may be needed (another copy, a shard that must be opened) goes the longer way.
 */
final class StoreReads {
  private final InvertedIndex inverted;
  private final OpenShards open;
  private final Opener opener;
  private final BlockReader reader;
  private final Healing healing;
  private final StoreListener events;
  private final ReadHabit habit = new ReadHabit();

  StoreReads(Parts parts, OpenShards open, Opener opener, Healing healing, BlockReader reader) {
    this.inverted = parts.inverted();
    this.events = parts.events();
    this.open = open;
    this.healing = healing;
    this.opener = opener;
    this.reader = reader;
  }

  /** The block, or null where no shard has it. */
  @Nullable Block get(Cid cid, VerifyPolicy policy) throws IOException {
    long key = reader.key(cid);
    int likely = habit.likely();
    if (likely >= 0) {
      var block = from(likely, cid, key, policy);
      if (block != null) {
        return block;
      }
    }
    int first = inverted.first(key);
    if (first < 0) {
      return null;
    }
    habit.named(first);
    var block = first == likely ? null : from(first, cid, key, policy);
    return block == null ? fromOthers(cid, key, policy, -1, null) : block;
  }

  /** The block from this shard if it is open and has it; a damaged copy is replaced by another. */
  private @Nullable Block from(int number, Cid cid, long key, VerifyPolicy policy)
      throws IOException {
    var shard = open.get(number);
    if (shard == null) {
      return null;
    }
    int entered = shard.enter();
    try {
      return entered < 0 ? null : reader.read(shard, cid, key, policy);
    } catch (IOException e) {
      return after(e, shard, cid, key, policy);
    } finally {
      open.leave(shard, entered);
    }
  }

  private @Nullable Block after(
      IOException failure, OpenShard shard, Cid cid, long key, VerifyPolicy policy)
      throws IOException {
    var why = failure;
    if (healing.heals(shard, failure)) {
      try {
        return reader.read(shard, cid, key, policy);
      } catch (IOException e) {
        why = e;
      }
    }
    return fromOthers(cid, key, policy, shard.number(), told(shard, cid, why));
  }

  /** Tells of a copy that cannot be read, except to a thread that may have stopped it itself. */
  private IOException told(OpenShard shard, Cid cid, IOException failure) throws IOException {
    if (failure instanceof CorruptDataException) {
      events.on(new StoreEvent.CorruptBlock(shard.key(), cid, failure));
      return failure;
    }
    if (Thread.currentThread().isInterrupted()) {
      throw failure;
    }
    var why = shard.ended(failure);
    events.on(new StoreEvent.Unreadable(shard.key(), why));
    return why;
  }

  /** Size of the block, read from an index alone. */
  OptionalLong size(Cid cid) throws IOException {
    long key = reader.key(cid);
    var failures = new Failures(cid);
    for (int number : inverted.find(key)) {
      int size = failures.guard(number, shard -> reader.size(shard, cid, key), -1);
      if (size >= 0) {
        return OptionalLong.of(size);
      }
    }
    failures.rethrow();
    return OptionalLong.empty();
  }

  /** Keys of the shards that hold the block. */
  List<ShardKey> find(Cid cid) throws IOException {
    long key = reader.key(cid);
    return all(cid, key, shard -> reader.size(shard, cid, key) >= 0 ? shard.key() : null);
  }

  /** Where each shard that holds the block has it. */
  List<BlockPlace> locate(Cid cid) throws IOException {
    long key = reader.key(cid);
    return all(cid, key, shard -> reader.place(shard, cid, key));
  }

  /** What is seen in each candidate shard; a failure comes out where nothing was seen at all. */
  private <T> List<T> all(Cid cid, long key, Look<@Nullable T> look) throws IOException {
    var failures = new Failures(cid);
    var seen = new ArrayList<T>();
    for (int number : inverted.find(key)) {
      var one = failures.<@Nullable T>guard(number, look, null);
      if (one != null) {
        seen.add(one);
      }
    }
    if (seen.isEmpty()) {
      failures.rethrow();
    }
    return seen;
  }

  private @Nullable Block fromOthers(
      Cid cid, long key, VerifyPolicy policy, int tried, @Nullable IOException failure)
      throws IOException {
    var failures = new Failures(cid);
    if (failure != null) {
      failures.add(failure);
    }
    for (int number : openFirst(inverted.find(key))) {
      if (number != tried) {
        var block =
            failures.<@Nullable Block>guard(
                number, shard -> reader.read(shard, cid, key, policy), null);
        if (block != null) {
          return block;
        }
      }
    }
    failures.rethrow();
    return null;
  }

  private List<Integer> openFirst(int[] numbers) {
    var ordered = new ArrayList<Integer>(numbers.length);
    for (int number : numbers) {
      ordered.add(open.get(number) == null ? ordered.size() : 0, number);
    }
    return ordered;
  }

  /** A look at an open shard. */
  @FunctionalInterface
  private interface Look<T extends @Nullable Object> {
    T at(OpenShard shard) throws IOException;
  }

  /** Tries shards in turn; the first failure is kept for when none of them answers. */
  private final class Failures {
    private final Cid cid;
    private @Nullable Exception first;

    Failures(Cid cid) {
      this.cid = cid;
    }

    <T extends @Nullable Object> T guard(int number, Look<T> look, T otherwise) throws IOException {
      try {
        for (var shard = opener.open(number); shard != null; shard = opener.open(number)) {
          int entered = shard.enter();
          try {
            if (entered >= 0) {
              return guarded(shard, look, otherwise);
            }
          } finally {
            open.leave(shard, entered);
          }
        }
      } catch (DagStoreException.ShardFailed | DagStoreException.ShardUnavailable | IOException e) {
        if (Thread.currentThread().isInterrupted()) {
          throw e;
        }
        add(e);
      }
      return otherwise;
    }

    private <T extends @Nullable Object> T guarded(OpenShard shard, Look<T> look, T otherwise)
        throws IOException {
      try {
        return healing.look(shard, () -> look.at(shard));
      } catch (IOException e) {
        add(told(shard, cid, e));
        return otherwise;
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
