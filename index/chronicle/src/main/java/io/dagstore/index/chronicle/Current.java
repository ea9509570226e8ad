package io.dagstore.index.chronicle;

import io.dagstore.index.chronicle.ShardTable.Field;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import net.openhft.chronicle.hash.locks.InterProcessDeadLockException;
import org.jspecify.annotations.Nullable;

/**
 * The generation that counts now. Of one that is open to read, another process may put the next in
 * its place at any time, or be killed and leave a lock in it. Thread-safe.
 */
final class Current implements Closeable {
  private static final int TRIES = 100;

  private final IndexFolder folder;
  private final boolean follows;
  private final Duration patience;
  private volatile @Nullable Generation generation;
  private volatile boolean closed;

  /** Looks something up in a generation. */
  @FunctionalInterface
  interface Look<T> {
    T in(Generation generation) throws IOException;
  }

  /**
   * None yet.
   *
   * @param follows whether another process writes
   * @param patience how long a lookup waits for a lock
   */
  Current(IndexFolder folder, boolean follows, Duration patience) {
    this.folder = folder;
    this.follows = follows;
    this.patience = patience;
  }

  IndexFolder folder() {
    return folder;
  }

  boolean isClosed() {
    return closed;
  }

  void check() {
    if (closed) {
      throw new IllegalStateException(folder.path() + " is closed");
    }
  }

  /** Puts a generation in the place of the one before, which is let go once nobody reads it. */
  void replace(Generation next) {
    var before = generation;
    generation = next;
    if (before != null) {
      before.close();
    }
  }

  /**
   * What a look gives.
   *
   * @param nothing what it gives where there is no index
   */
  <T> T look(T nothing, Look<T> look) throws IOException {
    long since = System.nanoTime();
    while (true) {
      check();
      var now = now();
      if (now == null) {
        return nothing;
      }
      int stripe = now.gate().enter();
      if (stripe < 0) {
        continue;
      }
      InterProcessDeadLockException stuck;
      try {
        return look.in(now);
      } catch (InterProcessDeadLockException e) {
        stuck = e;
      } finally {
        now.gate().leave(stripe);
      }
      freeLocks(now, since, stuck);
    }
  }

  private void expectPatience(long since, InterProcessDeadLockException e) throws IOException {
    var waited = Duration.ofNanos(System.nanoTime() - since);
    if (waited.compareTo(patience) > 0) {
      throw new IOException(
          "inverted index %s: expected a lock that another process holds to be free, got none in %s"
              .formatted(folder.path(), waited),
          e);
    }
  }

  private @Nullable Generation now() throws IOException {
    var now = generation;
    return follows && (now == null || isBehind(now)) ? follow() : now;
  }

  private static boolean isBehind(Generation now) {
    int stripe = now.gate().enter();
    if (stripe < 0) {
      return true;
    }
    try {
      return now.isSuperseded();
    } finally {
      now.gate().leave(stripe);
    }
  }

  /** Opens the generation that the manifest names; null where there is no index. */
  synchronized @Nullable Generation follow() throws IOException {
    check();
    for (int tries = 1; ; tries++) {
      var now = generation;
      if (now != null && !isBehind(now)) {
        return now;
      }
      var manifest = folder.load();
      if (manifest.isEmpty()) {
        return null;
      }
      try {
        replace(Generation.open(folder, manifest.get().generation()));
      } catch (NoSuchFileException e) {
        if (tries == TRIES) {
          throw e;
        }
      }
    }
  }

  /** Sets right what a killed writer has left, unless a writer is there who will. */
  private void freeLocks(Generation now, long since, InterProcessDeadLockException stuck)
      throws IOException {
    if (follows && !isBehind(now)) {
      recover();
    }
    if (!isBehind(now)) {
      expectPatience(since, stuck);
    }
  }

  /** Makes the next generation if the writer of this one was killed and nobody else does it. */
  void recover() throws IOException {
    var manifest = folder.load();
    if (manifest.isEmpty()) {
      return;
    }
    try (var lock = WriterLock.take(folder.lock()).orElse(null)) {
      if (lock != null && isDirty(manifest.get())) {
        recovered(folder.load().orElseThrow()).close();
      }
    } catch (AccessDeniedException e) {
      // Somebody who may write there does it.
    }
  }

  private boolean isDirty(Manifest manifest) throws IOException {
    try (var table = ShardTable.open(folder.shards(manifest.generation()))) {
      return table.get(Field.DIRTY) != 0;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** The generation to write in; the lock is the caller's. */
  Generation toWrite() throws IOException {
    var manifest = folder.load();
    if (manifest.isEmpty()) {
      return new Renewal(folder).first();
    }
    if (isDirty(manifest.get())) {
      return recovered(manifest.get());
    }
    folder.sweep(manifest.get().generation());
    var opened = Generation.open(folder, manifest.get().generation());
    opened.shards().set(Field.DIRTY, 1);
    return opened;
  }

  /** After a start of the machine only what was made durable is believed. */
  private Generation recovered(Manifest manifest) throws IOException {
    Live live;
    try (var table = ShardTable.open(folder.shards(manifest.generation()))) {
      boolean sameStart = table.get(Field.BOOT) == JvmFlags.boot();
      live = sameStart ? table.live() : manifest.live();
    }
    return new Renewal(folder).recover(manifest.generation(), live, Pair.NONE);
  }

  @Override
  public synchronized void close() {
    closed = true;
    var last = generation;
    generation = null;
    if (last != null) {
      last.close();
    }
  }
}
