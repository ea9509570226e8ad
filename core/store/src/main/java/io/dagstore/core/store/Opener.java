package io.dagstore.core.store;

import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardState;
import io.dagstore.core.api.StoreEvent;
import io.dagstore.core.api.index.OpenMode;
import io.dagstore.core.api.index.ShardIndex;
import io.dagstore.core.api.mount.MountProvider;
import io.dagstore.core.files.CorruptDataException;
import io.dagstore.core.files.Source;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens shards, each once for all who want it, and indexes again where an index is lost. */
final class Opener {
  private static final Logger LOG = System.getLogger(Opener.class.getName());

  private final Parts parts;
  private final Lanes lanes;
  private final OpenShards open;
  private final ShardWalks walks;
  private final OpenMode mode;

  Opener(Parts parts, Lanes lanes, OpenShards open, ShardWalks walks, OpenMode mode) {
    this.parts = parts;
    this.lanes = lanes;
    this.open = open;
    this.walks = walks;
    this.mode = mode;
  }

  /** The shard with an accessor's hold taken, its roots read; it is indexed where it is new. */
  OpenShard hold(ShardKey key) throws IOException, InterruptedException {
    var held = take(key);
    if (!held.knowsRoots()) {
      readRoots(held);
    }
    return held;
  }

  private void readRoots(OpenShard held) throws IOException {
    int entered = held.enter();
    try {
      if (entered < 0) {
        throw held.ended(null);
      }
      var _ = held.roots();
    } catch (IOException | RuntimeException | Error e) {
      held.unhold();
      throw e;
    } finally {
      open.leave(held, entered);
    }
  }

  private OpenShard take(ShardKey key) throws IOException, InterruptedException {
    var ready = open.get(key);
    if (ready != null && isStill(ready) && !ready.failed() && ready.hold()) {
      return ready;
    }
    var handover = new Handover();
    prepare(known(key));
    try {
      return lanes.run(
          key,
          () -> {
            var shard = mode == OpenMode.READ_ONLY ? readable(key) : walks.makeReadable(key);
            var shared = open(shard);
            while (!shared.hold()) {
              shared = open(shard);
            }
            handover.give(shared);
            return shared;
          });
    } catch (InterruptedException e) {
      handover.abandon();
      throw e;
    }
  }

  /** Who follows a writer may have one open that the writer has destroyed: that is let go. */
  private boolean isStill(OpenShard shard) throws IOException {
    boolean still =
        !parts.records().follows()
            || parts.records().get(shard.number()).filter(ShardRecord::indexed).isPresent();
    return still || !open.remove(shard);
  }

  /** The record of the shard, which is registered where a mount provider knows it. */
  private Optional<ShardRecord> known(ShardKey key) throws IOException, InterruptedException {
    var known = parts.records().get(key).filter(found -> !found.destroying());
    return known.isPresent() || mode == OpenMode.READ_ONLY
        ? known
        : Optional.of(lanes.run(key, () -> walks.adopt(key)));
  }

  /** Fails where a local copy would have to be made before the shard is open. */
  void checkLocal(ShardKey key) throws IOException, InterruptedException {
    var shard = known(key);
    if (shard.isPresent() && parts.mounts().here(shard.get()) && open.get(key) == null) {
      var provider = parts.mounts().provider(shard.get());
      if (!parts.transients().isLocal(provider, shard.get())) {
        throw new DagStoreException.NotCopied(key);
      }
    }
  }

  /** Waits for a local copy outside of the lane, where each caller can stop waiting for it. */
  private void prepare(Optional<ShardRecord> found) throws IOException, InterruptedException {
    var shard = found.filter(known -> known.indexed() && known.copy().isUsed());
    var provider = shard.flatMap(known -> parts.mounts().registry().provider(known.scheme()));
    if (provider.isEmpty()) {
      return;
    }
    try {
      parts.transients().await(provider.get(), shard.get());
    } catch (IOException | RuntimeException e) {
      if (parts.mounts().keeps(provider.get(), shard.get())) {
        throw e;
      }
      LOG.log(Level.DEBUG, "the provider went away while it was copied: " + shard.get().key(), e);
    }
  }

  /** A hold on its way to a caller who may have stopped waiting. */
  private static final class Handover {
    private @Nullable OpenShard given;
    private boolean abandoned;

    synchronized void give(OpenShard shard) {
      if (abandoned) {
        shard.unhold();
      } else {
        given = shard;
      }
    }

    synchronized void abandon() {
      abandoned = true;
      if (given != null) {
        given.unhold();
      }
    }
  }

  /**
   * The open shard of this number, or null where it is not indexed; waits for what is being done to
   * it.
   */
  @Nullable OpenShard open(int number) throws IOException {
    var shared = open.get(number);
    if (shared != null) {
      return shared;
    }
    var shard = parts.records().get(number);
    if (shard.isEmpty() || !shard.get().expected()) {
      return null;
    }
    var key = shard.get().key();
    try {
      prepare(shard);
      return lanes.run(key, () -> openIndexed(key));
    } catch (DagStoreException.ShardUnavailable e) {
      throw e;
    } catch (DagStoreException.OfShard | IOException e) {
      parts.events().on(new StoreEvent.Unreadable(key, e));
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      var stopped = new InterruptedIOException("interrupted while shard " + key + " was opened");
      stopped.initCause(e);
      throw stopped;
    }
  }

  /** Whether the shard of this number can be opened now without its bytes being copied first. */
  boolean isLocal(int number) throws IOException {
    var shard = parts.records().get(number).filter(ShardRecord::indexed);
    var provider = shard.flatMap(known -> parts.mounts().registry().provider(known.scheme()));
    return provider.isPresent() && parts.transients().isLocal(provider.get(), shard.get());
  }

  private @Nullable OpenShard openIndexed(ShardKey key) throws IOException {
    var shard = parts.records().get(key);
    return shard.isPresent() && shard.get().indexed() ? open(shard.get()) : null;
  }

  private ShardRecord readable(ShardKey key) throws IOException {
    var shard = walks.settled(key);
    if (shard.state() == ShardState.ERRORED) {
      throw new DagStoreException.ShardFailed(key, shard.error());
    }
    if (!shard.indexed()) {
      throw new DagStoreException.StoreReadOnly("indexing of shard " + key);
    }
    return shard;
  }

  private OpenShard open(ShardRecord shard) throws IOException {
    if (lanes.stopped()) {
      throw new DagStoreException.StoreClosed();
    }
    var shared = open.get(shard.number());
    if (shared != null && shared.failed()) {
      renew(shared, shard);
    }
    while (shared == null) {
      shared = openBy(parts.mounts().provider(shard), shard);
    }
    return shared;
  }

  /** Gives a shard that was held while it failed the index that was made since. */
  private void renew(OpenShard shared, ShardRecord shard) throws IOException {
    int entered = shared.enter();
    try {
      if (entered >= 0) {
        parts.openIndex(shard).ifPresent(shared::replace);
      }
    } finally {
      open.leave(shared, entered);
    }
  }

  /** The open shard, or null where the provider went away meanwhile. */
  private @Nullable OpenShard openBy(MountProvider provider, ShardRecord shard) throws IOException {
    try {
      var shared = openAnew(provider, shard);
      open.add(shared);
      if (parts.mounts().keeps(provider, shard)) {
        return shared;
      }
      open.revoke(provider);
      return null;
    } catch (IOException | RuntimeException e) {
      if (parts.mounts().keeps(provider, shard)) {
        throw e;
      }
      LOG.log(Level.DEBUG, "the provider went away while it opened " + shard.key(), e);
      return null;
    }
  }

  private OpenShard openAnew(MountProvider provider, ShardRecord shard) throws IOException {
    var source = parts.transients().open(provider, shard, CopyRoom.Use.READ);
    try {
      checkSize(shard, source);
      remember(shard, CopiedSource.facts(shard, source));
      return new OpenShard(shard, provider, source, openIndex(shard));
    } catch (IOException | RuntimeException | Error e) {
      try (source) {
        throw e;
      }
    }
  }

  /** A record that came from elsewhere does not know its copy yet. */
  private void remember(ShardRecord shard, LocalCopy copy) throws IOException {
    if (mode == OpenMode.READ_WRITE && !copy.equals(shard.copy())) {
      parts.records().put(shard.copied(copy));
    }
  }

  private static void checkSize(ShardRecord shard, Source source) throws CorruptDataException {
    if (source.size() != shard.bytes()) {
      throw new CorruptDataException(
          source.name(),
          -1,
          "size of shard " + shard.key(),
          shard.bytes() + " bytes as when it was indexed",
          source.size() + " bytes");
    }
  }

  private ShardIndex openIndex(ShardRecord shard) throws IOException {
    String why;
    try {
      var index = parts.openIndex(shard);
      if (index.isPresent()) {
        return index.get();
      }
      why = "its shard index was gone and was made again";
    } catch (CorruptDataException e) {
      if (mode == OpenMode.READ_ONLY) {
        throw e;
      }
      why = "its shard index was damaged and was made again: " + e.getMessage();
    }
    if (mode == OpenMode.READ_ONLY) {
      throw new DagStoreException.StoreReadOnly("making the lost index of shard " + shard.key());
    }
    walks.rebuild(shard, why);
    return parts
        .openIndex(shard)
        .orElseThrow(() -> new IOException("shard " + shard.key() + ": its new index is gone"));
  }
}
