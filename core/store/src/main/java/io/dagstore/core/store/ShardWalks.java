package io.dagstore.core.store;

import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.RegisterOptions;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardState;
import io.dagstore.core.api.StoreEvent;
import io.dagstore.core.api.mount.MountProvider;
import io.dagstore.core.files.CorruptDataException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The ways of a shard through its states: each is a row of durable steps, and a kill between two of
 * them leaves what {@link Reconciliation} can set right. All run on the shard's lane.
 */
final class ShardWalks {
  /** Longest error that is recorded, in characters: a plug-in may throw one of any length. */
  private static final int MAX_ERROR = 2000;

  private final Parts parts;
  private final Lanes lanes;
  private final OpenShards open;
  private final Indexer indexer;
  private final Flushes flushes;

  ShardWalks(Parts parts, Lanes lanes, OpenShards open, Indexer indexer, Flushes flushes) {
    this.parts = parts;
    this.flushes = flushes;
    this.lanes = lanes;
    this.open = open;
    this.indexer = indexer;
  }

  /** Catalogue entry, and the walk through the indices unless it is lazy. */
  ShardRecord register(ShardKey key, URI mount, RegisterOptions options) throws IOException {
    var first =
        options.lazy() ? ShardState.NEW : Lifecycle.step(ShardState.NEW, LifeEvent.INITIALIZE);
    var copy = options.copy().map(Path::toString).map(LocalCopy::at).orElse(LocalCopy.NONE);
    var shard = parts.records().insert(key, mount, first, options.lazy(), copy);
    parts.events().on(new StoreEvent.Registered(key, mount, options.lazy()));
    parts.steps().reached("recorded");
    if (options.lazy()) {
      committed();
      return shard;
    }
    parts.events().on(new StoreEvent.StateChanged(key, ShardState.NEW, first));
    return index(shard, parts.mounts().provider(shard), parts.retries().registered());
  }

  /** Registers a shard that nobody registered and that a mount provider knows. */
  ShardRecord adopt(ShardKey key) throws IOException {
    var known = parts.records().get(key);
    if (known.isPresent()) {
      return known.get();
    }
    var mounts = parts.mounts().registry();
    var found = mounts.find(key).orElseThrow(() -> new DagStoreException.UnknownShard(key));
    return register(key, mounts.mount(found).uri(), RegisterOptions.LAZY);
  }

  /** Indexes what is new or errored; what is indexed already stays as it is. */
  ShardRecord initialize(ShardKey key) throws IOException {
    var shard = settled(key);
    if (shard.indexed()) {
      return shard;
    }
    var provider = parts.mounts().provider(shard);
    var next = Lifecycle.step(shard.state(), LifeEvent.INITIALIZE);
    return indexAgain(move(shard, shard.with(next)), provider);
  }

  /** Goes on with indexing that waited for a mount provider. */
  ShardRecord resume(ShardKey key) throws IOException {
    var shard = parts.records().get(key).filter(found -> found.inFlight() && !found.destroying());
    return shard.isPresent() ? initialize(key) : settled(key);
  }

  /** Indexes what is errored. */
  ShardRecord recover(ShardKey key) throws IOException {
    var shard = settled(key);
    if (shard.state() != ShardState.ERRORED) {
      throw new DagStoreException.WrongState(key, ShardState.ERRORED, shard.state());
    }
    try {
      var recovered = initialize(key);
      parts.events().on(new StoreEvent.Recovered(key, Optional.empty()));
      return recovered;
    } catch (DagStoreException.ShardFailed e) {
      parts.events().on(new StoreEvent.Recovered(key, Optional.ofNullable(e.getMessage())));
      throw e;
    }
  }

  /**
   * Recovers a shard whose retry is due; puts it off where that could not even begin. What else
   * becomes of it is in its record.
   */
  void retry(ShardKey key) throws IOException {
    if (isDue(key)) {
      try {
        recover(key);
      } catch (DagStoreException e) {
        if (!lanes.stopped() && isDue(key)) {
          parts.records().put(settled(key), before -> parts.retries().putOff(before, e));
        }
      }
    }
  }

  private boolean isDue(ShardKey key) throws IOException {
    var shard = parts.records().get(key).filter(ErroredShards::isMarked);
    return shard.isPresent() && parts.retries().isDue(parts.records().trouble(key).due());
  }

  /** As {@link #initialize}, except that an errored shard may stay so. */
  ShardRecord makeReadable(ShardKey key) throws IOException {
    var shard = settled(key);
    if (shard.state() == ShardState.ERRORED) {
      if (parts.retries().onAcquire(shard.number())) {
        return recover(key);
      }
      throw new DagStoreException.ShardFailed(key, shard.error());
    }
    return shard.indexed() ? shard : initialize(key);
  }

  /**
   * Indexes again a shard whose index is gone or damaged; where its mount provider is gone too, as
   * soon as that is back.
   */
  void rebuild(ShardRecord shard, String why) throws IOException {
    var errored = Lifecycle.step(shard.state(), LifeEvent.FAILED);
    var next = Lifecycle.step(errored, LifeEvent.INITIALIZE);
    var moved = move(shard, shard.with(next));
    indexAgain(moved, parts.mounts().provider(moved));
    parts.events().on(new StoreEvent.Repaired(shard.key(), why));
  }

  /** The walk of a registration backwards. */
  void destroy(ShardKey key) throws IOException {
    var shard = parts.records().get(key).orElseThrow(() -> new DagStoreException.UnknownShard(key));
    var shared = open.get(shard.number());
    if (shared != null && !open.remove(shared)) {
      throw new DagStoreException.ShardBusy(key, shared.held());
    }
    finishDestroy(shard);
  }

  void finishDestroy(ShardRecord shard) throws IOException {
    if (!shard.destroying()) {
      parts.records().put(shard.leaving());
      committed();
      parts.steps().reached("leaving");
    }
    parts
        .inverted()
        .change(() -> {
          parts.inverted().remove(shard.number());
          parts.steps().reached("out of the inverted index");
          parts.shardIndices().drop(shard.key());
          parts.transients().drop(shard.key());
          parts.steps().reached("shard index dropped");
          parts.records().delete(shard);
          return shard;
        });
    committed();
    flushes.changed(shard.blocks());
    parts.events().on(new StoreEvent.Destroyed(shard.key()));
  }

  /** The record of a shard that nothing is being done to, since this is its lane. */
  ShardRecord settled(ShardKey key) throws IOException {
    var shard =
        parts
            .records()
            .get(key)
            .filter(found -> !found.destroying())
            .orElseThrow(() -> new DagStoreException.UnknownShard(key));
    return shard.inFlight()
        ? shard.with(Lifecycle.step(shard.state(), LifeEvent.RESTARTED))
        : shard;
  }

  /** Waits until what the records say is durable, together with all others who wait. */
  private void committed() throws IOException {
    parts.records().durable();
    parts.steps().reached("committed");
  }

  private ShardRecord move(ShardRecord from, ShardRecord to) throws IOException {
    parts.records().put(to);
    committed();
    moved(from, to);
    return to;
  }

  private void moved(ShardRecord from, ShardRecord to) {
    if (from.state() != to.state()) {
      parts.events().on(new StoreEvent.StateChanged(to.key(), from.state(), to.state()));
    }
  }

  /** As {@link #index}, of a shard that may have an index in a file. */
  private ShardRecord indexAgain(ShardRecord shard, MountProvider provider) throws IOException {
    var done = index(shard, provider, Trouble.NONE);
    if (parts.records().smallIndex(done.number()).isPresent()) {
      parts.shardIndices().drop(done.key());
    }
    return done;
  }

  /**
   * Takes a shard into both indices.
   *
   * @param trouble what is known of it where it fails for the first time
   */
  private ShardRecord index(ShardRecord shard, MountProvider provider, Trouble trouble)
      throws IOException {
    try {
      parts.steps().reached("marked");
      var indexed = indexer.index(shard, provider);
      var done = indexed.shard();
      committed();
      flushes.changed(done.blocks());
      parts.suspects().remove(done.number());
      moved(shard, done);
      var blocks = done.blocks();
      parts
          .events()
          .on(new StoreEvent.Indexed(done.key(), blocks, indexed.skipped(), done.bytes()));
      return done;
    } catch (IOException | RuntimeException e) {
      if (lanes.stopped()) {
        throw new DagStoreException.StoreClosed();
      }
      // What is durable is seen when the records are open again, and decides what becomes of it.
      parts.records().check();
      if (!parts.mounts().keeps(provider, shard)) {
        throw waiting(shard, e);
      }
      if (e instanceof DagStoreException.NoRoom later) {
        move(shard, shard.with(Lifecycle.step(shard.state(), LifeEvent.RESTARTED)));
        throw later;
      }
      throw failed(shard, e, trouble);
    }
  }

  /** Its record stays as it is, and {@link #resume} goes on when a provider is there again. */
  private static DagStoreException waiting(ShardRecord shard, Exception cause) {
    var unavailable = ShardMounts.unavailable(shard);
    unavailable.addSuppressed(cause);
    return unavailable;
  }

  private DagStoreException failed(ShardRecord shard, Exception cause, Trouble first) {
    try {
      parts.retries().tried(shard.number());
      var failed = parts.inverted().change(() -> letGo(shard, cause, first));
      committed();
      flushes.changed(0);
      moved(shard, failed);
    } catch (IOException | RuntimeException e) {
      cause.addSuppressed(e);
    }
    parts.events().on(new StoreEvent.Failed(shard.key(), cause));
    return new DagStoreException.ShardFailed(shard.key(), cause);
  }

  private ShardRecord letGo(ShardRecord shard, Exception cause, Trouble first) throws IOException {
    parts.inverted().remove(shard.number());
    parts.shardIndices().drop(shard.key());
    var next = Lifecycle.step(shard.state(), LifeEvent.FAILED);
    var failed = shard.failed(next, text(cause)).copied(copyAfter(shard, cause));
    parts
        .records()
        .put(
            failed,
            Optional.empty(),
            known ->
                parts
                    .retries()
                    .failed(known.notes().isEmpty() ? first : known, cause, text(cause)));
    return failed;
  }

  /** A copy whose bytes are wrong is not used again; one that broke off is gone on with. */
  private LocalCopy copyAfter(ShardRecord shard, Exception cause) throws IOException {
    if (cause instanceof CorruptDataException) {
      parts.transients().drop(shard.key());
      return LocalCopy.NONE;
    }
    return shard.copy();
  }

  /** What failed, in words where there are some, and not without end. */
  static String text(Exception cause) {
    boolean inWords =
        switch (cause) {
          case CorruptDataException _, DagStoreException _ -> true;
          case FileSystemException e -> e.getReason() != null;
          default -> false;
        };
    var text = inWords ? String.valueOf(cause.getMessage()) : cause.toString();
    return text.length() > MAX_ERROR ? text.substring(0, MAX_ERROR) + "…" : text;
  }
}
