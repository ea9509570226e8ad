package io.dagstore.index.chronicle;

import io.dagstore.core.api.index.LongCursor;
import io.dagstore.core.files.CorruptDataException;
import io.dagstore.index.chronicle.ShardTable.Field;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import net.openhft.chronicle.hash.locks.InterProcessDeadLockException;

/** The changes of the one process that writes, one after the other. Thread-safe. */
final class Changes implements Closeable {
  private static final long LOOK_NANOS = 20_000_000;

  /** Below, what no longer counts is not worth a new generation. */
  private static final long FEW_PAIRS = 1 << 16;

  private final Current current;
  private final WriterLock lock;
  private final ReentrantLock changing = new ReentrantLock();
  private Generation now;
  private int nextSlot;
  private boolean closed;

  private Changes(Current current, WriterLock lock, Generation now) {
    this.current = current;
    this.lock = lock;
    this.now = now;
    this.nextSlot = now.shards().live().highestSlot() + 1;
  }

  /** Opens an index to write; makes it where it is not there. */
  static Changes open(Current current, Duration patience) throws IOException {
    current.folder().prepare();
    var lock = lock(current.folder(), patience);
    try {
      var generation = current.toWrite();
      current.replace(generation);
      return new Changes(current, lock, generation);
    } catch (NoSuchFileException e) {
      try (lock) {
        throw new CorruptDataException(e.getFile(), -1, "generation", "a file", "none", e);
      }
    } catch (IOException | RuntimeException | Error e) {
      try (lock) {
        throw e;
      }
    }
  }

  /** One who reads may have it while it sets right what a killed process left. */
  private static WriterLock lock(IndexFolder folder, Duration patience) throws IOException {
    long since = System.nanoTime();
    while (true) {
      Optional<WriterLock> lock = WriterLock.take(folder.lock());
      if (lock.isPresent()) {
        return lock.get();
      }
      if (System.nanoTime() - since > patience.toNanos()) {
        throw new IOException(
            "inverted index " + folder.path() + ": expected no other writer, got one");
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  /** A change, made alone. */
  @FunctionalInterface
  private interface Change {
    void make() throws IOException;
  }

  private void alone(Change change) throws IOException {
    changing.lock();
    try {
      current.check();
      change.make();
    } finally {
      changing.unlock();
    }
  }

  void add(int shard, LongCursor keys) throws IOException {
    if (shard < 0 || shard >= ShardTable.MOST_SHARDS) {
      throw new IllegalArgumentException(
          "shard number: expected 0 to %d, got %d".formatted(ShardTable.MOST_SHARDS - 1, shard));
    }
    alone(() -> {
      if (now.shards().get(Field.USED) + keys.count() > now.capacity()) {
        renew(Pair.NONE, keys.count());
      }
      var pair = new Pair(shard, nextSlot);
      nextSlot = Math.addExact(nextSlot, 1);
      long pairs = 0;
      for (; keys.next(); pairs++) {
        put(keys.value(), pair);
      }
      now.pairs().counted(pair.slot(), pairs);
      now.shards().put(shard, pair.slot(), pairsOf(shard), pairs);
    });
  }

  private void put(long key, Pair pair) throws IOException {
    try {
      now.pairs().add(key, pair);
    } catch (InterProcessDeadLockException | IllegalStateException e) {
      // A process that read was killed within its lookup, or a segment of the map is full.
      renew(pair, now.capacity());
      if (!now.pairs().has(key, pair)) {
        now.pairs().add(key, pair);
      }
    }
    now.shards().used(1);
  }

  private long pairsOf(int shard) {
    int slot = now.shards().slot(shard);
    return slot == Live.NO_SLOT ? 0 : now.pairs().counted(slot);
  }

  private void renew(Pair unfinished, long more) throws IOException {
    now = new Renewal(current.folder()).renew(now, now.shards().live(), unfinished, more);
    current.replace(now);
  }

  void remove(int shard) throws IOException {
    alone(() -> {
      if (now.shards().slot(shard) != Live.NO_SLOT) {
        now.shards().put(shard, Live.NO_SLOT, pairsOf(shard), 0);
      }
    });
  }

  void flush() throws IOException {
    alone(this::flushAlone);
  }

  private void flushAlone() throws IOException {
    long used = now.shards().get(Field.USED);
    if (used > FEW_PAIRS && used > 2 * now.shards().get(Field.COUNTING)) {
      renew(Pair.NONE, 0);
      return;
    }
    now.force(current.folder());
    current.folder().store(new Manifest(now.number(), now.shards().live()));
  }

  @Override
  public void close() throws IOException {
    changing.lock();
    try (lock) {
      if (!closed) {
        closed = true;
        flushAlone();
        now.shards().set(Field.DIRTY, 0);
        now.force(current.folder());
      }
    } finally {
      changing.unlock();
    }
  }
}
