package io.dagstore.core.store;

import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.index.OpenMode;
import io.dagstore.core.files.CorruptDataException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Makes a shard index again where a reader finds it damaged, once for all who meet it; they then
 * look again. A failure whose index is sound as a whole is the fault of the bytes, and stays.
 */
final class Healing {
  private final Parts parts;
  private final Lanes lanes;
  private final OpenShards open;
  private final ShardWalks walks;
  private final OpenMode mode;

  Healing(Parts parts, Lanes lanes, OpenShards open, ShardWalks walks, OpenMode mode) {
    this.parts = parts;
    this.lanes = lanes;
    this.open = open;
    this.walks = walks;
    this.mode = mode;
  }

  /** A look at an open shard. */
  @FunctionalInterface
  interface Look<T extends @Nullable Object> {
    T run() throws IOException;
  }

  /** Runs the look, and once more where the index had to be made again. */
  <T extends @Nullable Object> T look(OpenShard shard, Look<T> look) throws IOException {
    try {
      return look.run();
    } catch (CorruptDataException e) {
      if (heals(shard, e)) {
        return look.run();
      }
      throw e;
    }
  }

  /** True where the shard's index was to blame and is made again: it is worth another look. */
  boolean heals(OpenShard shard, IOException failure) {
    var met = shard.lookup();
    if (mode == OpenMode.READ_ONLY || !(failure instanceof CorruptDataException) || met.sound()) {
      return false;
    }
    try {
      return onItsLane(shard, met);
    } catch (IOException | DagStoreException e) {
      failure.addSuppressed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  /**
   * Stands on the lane no longer than the shard takes readers: what lets it go may stand before
   * this and wait for the caller, who is inside.
   */
  private boolean onItsLane(OpenShard shard, Lookup met) throws IOException, InterruptedException {
    return lanes.run(shard.key(), () -> again(shard, met), shard.shutting()).orElse(false);
  }

  private boolean again(OpenShard shard, Lookup met) throws IOException {
    int entered = shard.enter();
    try {
      return entered >= 0 && (shard.lookup() != met || (isDamaged(met) && replaced(shard)));
    } finally {
      open.leave(shard, entered);
    }
  }

  private static boolean isDamaged(Lookup met) throws IOException {
    try {
      met.index().verify();
      met.foundSound();
      return false;
    } catch (CorruptDataException e) {
      return true;
    }
  }

  private boolean replaced(OpenShard shard) throws IOException {
    var record = parts.records().get(shard.number()).filter(ShardRecord::indexed);
    if (record.isEmpty()) {
      return false;
    }
    try {
      walks.rebuild(record.get(), "its shard index was damaged and was made again");
    } catch (IOException | DagStoreException e) {
      if (!open.remove(shard)) {
        shard.fail();
      }
      throw e;
    }
    var index = parts.openIndex(record.get());
    index.ifPresent(shard::replace);
    return index.isPresent();
  }
}
