package io.dagstore.core.store;

import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardQuery;
import io.dagstore.core.api.StoreEvent;
import io.dagstore.core.files.CorruptDataException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Sets right what a kill has left: finishes what was being destroyed, begins again what was being
 * indexed, and, where the two sides disagree in number, compares records and inverted index.
 */
final class Reconciliation {
  private static final Logger LOG = System.getLogger(Reconciliation.class.getName());

  private final Parts parts;
  private final Lanes lanes;
  private final ShardWalks walks;

  Reconciliation(Parts parts, Lanes lanes, ShardWalks walks) {
    this.parts = parts;
    this.lanes = lanes;
    this.walks = walks;
  }

  /** Does it; indexing that was cut short goes on in the background. */
  void run() throws IOException {
    refuseOrphans();
    var indexing = new ArrayList<ShardKey>();
    for (var shard : parts.records().inFlight()) {
      parts.inverted().remove(shard.number());
      if (shard.destroying()) {
        walks.finishDestroy(shard);
        repaired(shard, "its removal was cut short and is done now");
      } else {
        parts.shardIndices().drop(shard.key());
        beginAgain(shard);
        indexing.add(shard.key());
      }
    }
    if (parts.inverted().shards().count() != parts.records().counts().indexed()) {
      compare();
    }
    indexing.forEach(key -> lanes.queue(key, () -> walks.resume(key)));
  }

  private void beginAgain(ShardRecord shard) {
    var when = parts.mounts().here(shard) ? "begins again" : "waits for its mount provider";
    repaired(shard, "its indexing was cut short and " + when);
  }

  /** An index without records means that the records are gone: nothing may be removed then. */
  private void refuseOrphans() throws IOException {
    if (parts.records().fresh() && parts.inverted().shards().findAny().isPresent()) {
      throw new CorruptDataException(
          parts.records().path().toString(),
          -1,
          "records",
          "records of the shards that the inverted index knows",
          "none");
    }
  }

  private void compare() throws IOException {
    var orphans = new BitSet();
    var unknown = new ArrayList<ShardRecord>();
    parts.inverted().shards().forEach(orphans::set);
    var page = ShardQuery.FIRST;
    for (var shards = parts.records().page("", page.after(), page.limit());
        !shards.isEmpty();
        shards = parts.records().page("", Optional.of(shards.getLast().key()), page.limit())) {
      for (var shard : shards) {
        if (shard.indexed() && !orphans.get(shard.number())) {
          unknown.add(shard);
        }
        if (shard.indexed()) {
          orphans.clear(shard.number());
        }
      }
    }
    for (int number = orphans.nextSetBit(0); number >= 0; number = orphans.nextSetBit(number + 1)) {
      parts.inverted().remove(number);
    }
    takeInAgain(unknown);
  }

  /** Before anybody asks: a shard that is said to be available must be found. */
  private void takeInAgain(List<ShardRecord> unknown) throws IOException {
    var why = "the inverted index did not know it and takes it in again";
    for (var shard : unknown) {
      if (fromShardIndex(shard)) {
        repaired(shard, why);
      } else {
        fromCar(shard, why);
      }
    }
  }

  private void fromCar(ShardRecord shard, String why) throws IOException {
    try {
      walks.rebuild(shard, why);
    } catch (DagStoreException.ShardFailed | DagStoreException.ShardUnavailable e) {
      // Its record says so: that it is errored, or that it is still to be done.
      LOG.log(Level.DEBUG, "not rebuilt", e);
    }
  }

  /** Takes the keys from the shard's own index; false: that one is lost too. */
  private boolean fromShardIndex(ShardRecord shard) throws IOException {
    try {
      var index = parts.shardIndices().open(shard.key());
      if (index.isEmpty()) {
        return false;
      }
      try (var keys = index.get()) {
        parts.inverted().add(shard.number(), keys.sortedKeys());
        return true;
      }
    } catch (CorruptDataException e) {
      return false;
    }
  }

  private void repaired(ShardRecord shard, String what) {
    parts.events().on(new StoreEvent.Repaired(shard.key(), what));
  }
}
