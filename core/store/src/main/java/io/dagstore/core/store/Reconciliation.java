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
 * Sets right what a kill has left, in a time that depends on what was open then: finishes what was
 * being destroyed, begins again what was being indexed, takes into the inverted index again what it
 * had not made durable. Only where the two sides still disagree in number, because files are lost
 * or are of before there were marks, are all records compared with the inverted index.
 */
final class Reconciliation {
  private static final Logger LOG = System.getLogger(Reconciliation.class.getName());

  private static final String UNKNOWN = "the inverted index did not know it and takes it in again";
  private static final String LOST = "its shard index was lost and was made again";

  private final Parts parts;
  private final Lanes lanes;
  private final ShardWalks walks;
  private final Flushes flushes;
  private final Unflushed unflushed;

  Reconciliation(Parts parts, Lanes lanes, ShardWalks walks, Flushes flushes) {
    this.parts = parts;
    this.flushes = flushes;
    this.unflushed = new Unflushed(parts.records(), parts.shardIndices(), parts.inverted());
    this.lanes = lanes;
    this.walks = walks;
  }

  /** Does it; indexing that was cut short goes on in the background. */
  void run() throws IOException {
    refuseOrphans();
    var marks = parts.records().marks();
    boolean again = unflushed.forgetDoubtful() || !marks.isEmpty();
    for (var lost : unflushed.takeIn(marks)) {
      fromCar(lost, LOST);
    }
    var indexing = finish();
    again |= compared();
    if (again) {
      flushes.flush();
    }
    resume(indexing);
  }

  /** The same after the records went back to what is durable, while the inverted index did not. */
  void again() throws IOException {
    unflushed.forgetDoubtful();
    var indexing = finish();
    compared();
    resume(indexing);
  }

  /** Finishes removals, and returns what is to be indexed again. */
  private List<ShardKey> finish() throws IOException {
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
    return indexing;
  }

  private void resume(List<ShardKey> indexing) {
    indexing.forEach(key -> lanes.queue(key, () -> walks.resume(key)));
  }

  private void beginAgain(ShardRecord shard) {
    var when = parts.mounts().here(shard) ? "begins again" : "waits for its mount provider";
    repaired(shard, "its indexing was cut short and " + when);
  }

  /** An index without records means that the records are gone: nothing may be removed then. */
  private void refuseOrphans() throws IOException {
    if (parts.records().fresh() && parts.inverted().shardCount() > 0) {
      throw new CorruptDataException(
          parts.records().path().toString(),
          -1,
          "records",
          "records of the shards that the inverted index knows",
          "none");
    }
  }

  /** Compares all where the numbers differ; false: they do not. */
  private boolean compared() throws IOException {
    boolean differ = parts.inverted().shardCount() != parts.records().counts().indexed();
    if (differ) {
      compare();
    }
    return differ;
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
    for (var shard : unknown) {
      if (unflushed.takeIn(shard)) {
        repaired(shard, UNKNOWN);
      } else {
        fromCar(shard, UNKNOWN);
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

  private void repaired(ShardRecord shard, String what) {
    parts.events().on(new StoreEvent.Repaired(shard.key(), what));
  }
}
