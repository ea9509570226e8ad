package io.dagstore.core.store;

import io.dagstore.core.api.Collected;
import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.StoreListener;
import io.dagstore.core.api.index.OpenMode;
import io.dagstore.core.api.mount.Mount;
import io.dagstore.core.api.mount.MountProvider;
import io.dagstore.core.files.CorruptDataException;
import io.dagstore.core.files.Source;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Local copies of what cannot be read at random: the one place that opens the source of a shard. A
 * copy is made once for all who want it, stays while it is open, and goes when room is needed and
 * nobody reads it. Thread-safe.
 */
final class Transients implements Closeable {
  /** How often an opening may find that its copy has just gone. */
  private static final int TRIES = 3;

  private final Copies copies;
  private final Quota quota;
  private final Executor executor;
  private final OpenMode mode;
  private final Map<ShardKey, Fetch> fetches = new ConcurrentHashMap<>();
  private volatile boolean closed;

  Transients(StoreConfig config, OpenMode mode, StoreListener events) {
    this.copies = new Copies(config, events);
    this.quota = copies.quota();
    this.executor = config.executor;
    this.mode = mode;
  }

  /**
   * Finds what is there, and removes what is of no shard.
   *
   * @param idle asked to close a shard that is open but that nobody holds
   */
  void begin(Records records, Predicate<ShardKey> idle) throws IOException {
    copies.begin(records, mode == OpenMode.READ_WRITE);
    quota.idle(idle);
    if (mode == OpenMode.READ_WRITE) {
      quota.trim();
    }
  }

  /** Names of files among the copies that are of no shard. */
  List<String> unowned(Records records) throws IOException {
    return copies.unowned(records);
  }

  /**
   * Opens the bytes of a shard, from a local copy where its mount gives them in one pass only.
   *
   * @param use why a copy has to stay until the source is closed
   */
  Source open(MountProvider provider, ShardRecord shard, CopyRoom.Use use) throws IOException {
    var mount = provider.mount(shard.mount());
    if (!mount.sequential()) {
      return mount.open();
    }
    try {
      return openCopy(mount, shard, use);
    } catch (InterruptedException e) {
      throw Indexer.stopped();
    }
  }

  private CopiedSource openCopy(Mount mount, ShardRecord shard, CopyRoom.Use use)
      throws IOException, InterruptedException {
    for (int tries = 1; ; tries++) {
      var copy = pinned(mount, shard, use);
      try {
        return CopiedSource.open(copy, () -> quota.unpin(shard.key(), use));
      } catch (IOException | RuntimeException e) {
        quota.unpin(shard.key(), use);
        copies.doubt(shard.key(), copy);
        boolean gone = e instanceof NoSuchFileException || e instanceof CorruptDataException;
        if (!gone || tries == TRIES) {
          throw e;
        }
      }
    }
  }

  /** A copy that stays until it is unpinned. */
  private GoodCopy pinned(Mount mount, ShardRecord shard, CopyRoom.Use use)
      throws IOException, InterruptedException {
    var key = shard.key();
    quota.pin(key, CopyRoom.Use.WORK);
    try {
      var copy = copies.known(key);
      while (copy.isEmpty()) {
        fetch(mount, shard).await();
        copy = copies.known(key);
      }
      quota.pin(key, use);
      return copy.get();
    } finally {
      quota.unpin(key, CopyRoom.Use.WORK);
    }
  }

  /** As {@link Copies#checkForeign}. */
  void checkForeign(Path file) throws IOException {
    copies.checkForeign(file);
  }

  /** Whether a shard can be opened without making a copy. */
  boolean isLocal(MountProvider provider, ShardRecord shard) {
    return !provider.mount(shard.mount()).sequential() || copies.isThere(shard);
  }

  /** Waits for the copy of a shard, where it needs one. */
  void await(MountProvider provider, ShardRecord shard) throws IOException, InterruptedException {
    var mount = provider.mount(shard.mount());
    if (mount.sequential()) {
      var _ = pinned(mount, shard, CopyRoom.Use.WORK);
      quota.unpin(shard.key(), CopyRoom.Use.WORK);
    }
  }

  /**
   * Makes the copy of a shard, where it needs one, and keeps it until the answer is closed. Who is
   * interrupted stops waiting; where nobody waits any more, the copying stops.
   */
  Closeable keep(MountProvider provider, ShardRecord shard) throws IOException {
    try {
      var mount = provider.mount(shard.mount());
      if (!mount.sequential()) {
        return () -> {};
      }
      var _ = pinned(mount, shard, CopyRoom.Use.WORK);
      return () -> quota.unpin(shard.key(), CopyRoom.Use.WORK);
    } catch (InterruptedException e) {
      throw Indexer.stopped();
    }
  }

  /** The fetch of a shard that runs, joined, or a new one. */
  private Fetch fetch(Mount mount, ShardRecord shard) {
    var started = new Fetch[1];
    var fetch =
        fetches.compute(
            shard.key(),
            (_, running) -> {
              if (running != null && running.join()) {
                return running;
              }
              started[0] = make(mount, shard, running);
              return started[0];
            });
    if (started[0] != null) {
      start(shard.key(), fetch);
    }
    return fetch;
  }

  private Fetch make(Mount mount, ShardRecord shard, @Nullable Fetch before) {
    var made = new Fetch[1];
    made[0] =
        new Fetch(before, () -> work(mount, shard), () -> fetches.remove(shard.key(), made[0]));
    made[0].join();
    return made[0];
  }

  private void start(ShardKey key, Fetch fetch) {
    if (closed) {
      fetch.stop(new DagStoreException.StoreClosed());
    }
    try {
      executor.execute(fetch);
    } catch (RuntimeException e) {
      fetch.stop(e);
      fetch.run();
      fetches.remove(key, fetch);
    }
  }

  private GoodCopy work(Mount mount, ShardRecord shard) throws IOException, InterruptedException {
    var key = shard.key();
    quota.pin(key, CopyRoom.Use.WORK);
    try {
      var copy = copies.find(shard);
      if (copy.isEmpty() && mode == OpenMode.READ_ONLY) {
        throw new DagStoreException.StoreReadOnly("copying the bytes of shard " + key);
      }
      return checked(shard, copy.isPresent() ? copy.get() : copies.make(mount, shard));
    } finally {
      quota.unpin(key, CopyRoom.Use.WORK);
    }
  }

  /** Bytes that are not those that were indexed are of no use. */
  private GoodCopy checked(ShardRecord shard, GoodCopy copy) throws IOException {
    var expected = shard.copy().digest();
    if (!shard.indexed() || expected.isEmpty() || expected.get().equals(copy.digest())) {
      return copy;
    }
    copies.remove(shard.key());
    throw new CorruptDataException(
        shard.mount().toString(),
        -1,
        "digest of shard " + shard.key(),
        expected.get() + " as when it was indexed",
        copy.digest().toString());
  }

  /**
   * Removes the copy of a shard and stops who makes it; what is not the store's own stays. Called
   * on the shard's lane.
   */
  void drop(ShardKey key) throws IOException {
    copies.forget(key);
    var running = fetches.get(key);
    if (running == null && !quota.knows(key)) {
      return;
    }
    try {
      if (running != null) {
        running.stop(new DagStoreException.UnknownShard(key));
        running.awaitEnd();
      }
      quota.awaitFree(key);
    } catch (InterruptedException e) {
      throw Indexer.stopped();
    }
    copies.remove(key);
  }

  /**
   * Removes copies that are of no shard, and of shards that can be read at random by now; evicts
   * where the high mark is passed.
   */
  List<Collected> collect(Parts parts) throws IOException {
    var collected = new ArrayList<Collected>();
    for (var key : quota.keys()) {
      if (!isNeeded(key, parts)) {
        var why =
            quota.drop(key) ? Optional.<String>empty() : Optional.of("it is in use or cannot go");
        collected.add(new Collected(key, why));
      }
    }
    quota.trim();
    return collected;
  }

  private static boolean isNeeded(ShardKey key, Parts parts) throws IOException {
    var shard = parts.records().get(key);
    if (shard.isEmpty()) {
      return false;
    }
    var provider = parts.mounts().registry().provider(shard.get().scheme());
    return provider.isEmpty() || provider.get().mount(shard.get().mount()).sequential();
  }

  /** Bytes of all copies, and of the room for those that are being made. */
  long used() {
    return quota.used();
  }

  /** Most that this may be; 0: no limit. */
  long limit() {
    return quota.limits().maxBytes();
  }

  /** Stops what is being copied; returns when nothing of it runs any more. */
  @Override
  public void close() {
    closed = true;
    boolean interrupted = false;
    for (var fetch : fetches.values()) {
      fetch.stop(new DagStoreException.StoreClosed());
      while (true) {
        try {
          fetch.awaitEnd();
          break;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
