package io.dagstore.core.store;

import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.RebuildListener;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardQuery;
import io.dagstore.core.api.index.InvertedIndex;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.BitSet;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;

/**
 * Makes the inverted index anew from the shard indices, by any engine, while the one before serves:
 * takes in what the records say is indexed, then what has changed meanwhile, which is marked in the
 * records, and in one commit, while nothing changes, becomes the one that counts. What broke off is
 * gone on with. Thread-safe.
 */
final class Rebuilding {
  private static final Logger LOG = System.getLogger(Rebuilding.class.getName());

  /** After so many entries what was taken in is made durable. */
  private static final long FLUSH_ENTRIES = 1 << 22;

  /** So many shards may be left to be taken in while nothing changes. */
  private static final int FEW_SHARDS = 16;

  private final Parts parts;
  private final Lanes lanes;
  private final ShardWalks walks;
  private final IndexFolders folders;
  private final String configured;
  private final Executor executor;
  private final Semaphore free = new Semaphore(1);
  private volatile boolean stopped;

  Rebuilding(Parts parts, Lanes lanes, ShardWalks walks, StoreConfig config) {
    this.parts = parts;
    this.lanes = lanes;
    this.walks = walks;
    this.folders = new IndexFolders(config, parts.records());
    this.configured = config.engine;
    this.executor = config.executor;
  }

  /** Lets none go on; {@link #awaitEnd} waits for that. */
  void stop() {
    stopped = true;
  }

  /** Waits for the end of the one that runs, and lets none begin. */
  void awaitEnd() {
    free.acquireUninterruptibly();
  }

  /**
   * Does it.
   *
   * @param named the engine; empty: the one that is configured
   */
  void run(String named, RebuildListener listener) throws IOException, InterruptedException {
    var engine = named.isEmpty() ? configured : named;
    var _ = folders.opener(engine);
    if (!free.tryAcquire()) {
      throw new DagStoreException.StoreBusy(
          folders.directory(), "another rebuild of its inverted index");
    }
    var run = new Run(engine);
    var work = new FutureTask<>(run::all);
    executor.execute(work);
    try {
      run.far.tell(listener);
      var _ = work.get();
    } catch (ExecutionException e) {
      throw Lanes.rethrow(e.getCause());
    } finally {
      run.cancelled = true;
      run.far.awaitEnd();
    }
  }

  /** The one that is half made is gone on with, unless another engine is wanted. */
  private IndexPlace begun(String engine) throws IOException {
    var half = parts.records().places(IndexPlaces::half);
    if (half.isPresent() && half.get().engine().equals(engine)) {
      return half.get();
    }
    var place = parts.records().places(places -> places.free(engine));
    parts.records().putPlaces(places -> places.begin(place));
    parts.records().durable();
    parts.steps().reached("rebuild begun");
    folders.sweep();
    return place;
  }

  /** On a thread of its own: an interrupt of the caller would close files under it. */
  private final class Run {
    private final String engine;
    private final HowFar far = new HowFar();
    private final Object session = parts.records().session();
    private IndexPlace place = IndexPlace.FIRST;
    private long done;
    private long unflushed;
    private boolean serves;
    private volatile boolean cancelled;

    Run(String engine) {
      this.engine = engine;
    }

    /** Returns where the index that serves lies. */
    IndexPlace all() throws IOException {
      try {
        place = begun(engine);
        make(folders.toWrite(place));
        return place;
      } finally {
        free.release();
        far.end();
      }
    }

    private void make(InvertedIndex next) throws IOException {
      try {
        makeWhole(next);
      } finally {
        if (!serves) {
          leave(next);
        }
      }
    }

    /** What was taken in by then need not be taken in again. */
    private void leave(InvertedIndex next) throws IOException {
      try (next) {
        flush(next);
      }
    }

    private void makeWhole(InvertedIndex next) throws IOException {
      var have = new BitSet();
      next.shards().forEach(have::set);
      everything(next, have);
      letGo(next, have);
      parts.steps().reached("rebuild read");
      try (var _ = before(next)) {
        LOG.log(Level.DEBUG, "the inverted index is now " + folders.path(place));
      }
      folders.sweep();
      parts.steps().reached("rebuild swept");
    }

    /** Lets the new one serve, and returns the one before. */
    private InvertedIndex before(InvertedIndex next) throws IOException {
      while (true) {
        while (catchUp(next) > FEW_SHARDS) {
          check();
        }
        check();
        parts.steps().reached("rebuild caught up");
        var before = parts.inverted().still(() -> takeOver(next));
        if (before.isPresent()) {
          parts.steps().reached("rebuild serves");
          return before.get();
        }
      }
    }

    private void everything(InvertedIndex next, BitSet have) throws IOException {
      long total = parts.records().counts().indexed();
      var last = Optional.<ShardKey>empty();
      far.is(done, total);
      for (var page = parts.records().page("", last, ShardQuery.FIRST.limit());
          !page.isEmpty();
          page = parts.records().page("", last, ShardQuery.FIRST.limit())) {
        for (var shard : page) {
          if (shard.indexed()) {
            check();
            if (!have.get(shard.number())) {
              take(next, shard);
            }
            done++;
            far.is(done, Math.max(done, total));
          }
        }
        last = Optional.of(page.getLast().key());
      }
    }

    private void take(InvertedIndex next, ShardRecord shard) throws IOException {
      if (!takeIn(next, shard)) {
        mend(next, shard.number());
      }
      unflushed += shard.blocks();
      parts.steps().reached("rebuild took in");
      if (unflushed >= FLUSH_ENTRIES) {
        flush(next);
        parts.steps().reached("rebuild flushed");
      }
    }

    private boolean takeIn(InvertedIndex next, ShardRecord shard) throws IOException {
      return new Unflushed(parts.records(), parts.shardIndices(), next).takeIn(shard);
    }

    /** A shard index that is lost is made again as for a reader; then the shard is marked. */
    private void mend(InvertedIndex next, int number) throws IOException {
      var still = parts.records().get(number).filter(ShardRecord::indexed);
      if (still.isPresent()) {
        try {
          var _ = lanes.run(still.get().key(), () -> mended(next, number));
        } catch (InterruptedException e) {
          throw new IllegalStateException("nobody interrupts it", e);
        }
      }
    }

    private boolean mended(InvertedIndex next, int number) throws IOException {
      var shard = parts.records().get(number).filter(ShardRecord::indexed);
      try {
        if (shard.isPresent() && !takeIn(next, shard.get())) {
          walks.rebuild(shard.get(), "its shard index was lost and was made again");
        }
        return true;
      } catch (DagStoreException.ShardFailed | DagStoreException.ShardUnavailable e) {
        LOG.log(Level.DEBUG, "not rebuilt", e);
        return false;
      }
    }

    /** What was taken in before it broke off, and is gone since. */
    private void letGo(InvertedIndex next, BitSet have) throws IOException {
      for (int number = have.nextSetBit(0); number >= 0; number = have.nextSetBit(number + 1)) {
        if (parts.records().get(number).filter(ShardRecord::indexed).isEmpty()) {
          next.remove(number);
        }
      }
    }

    /** Takes in what has changed; returns how much that was. */
    private int catchUp(InvertedIndex next) throws IOException {
      var marks = parts.records().places(IndexPlaces::marks);
      var unflushedBefore =
          new Unflushed(parts.records(), parts.shardIndices(), next).takeIn(marks);
      for (var lost : unflushedBefore) {
        mend(next, lost.number());
      }
      flush(next);
      parts.records().putPlaces(places -> places.drop(marks));
      return marks.size();
    }

    private void flush(InvertedIndex next) throws IOException {
      unflushed = 0;
      next.flush();
    }

    /** The index that served until now; empty: a shard was lost, which cannot be mended here. */
    private Optional<InvertedIndex> takeOver(InvertedIndex next) throws IOException {
      if (!session.equals(parts.records().session())) {
        throw new IOException(
            "rebuild of the inverted index: expected records that stay open, got them opened again"
                + " after a failure");
      }
      var marks = parts.records().places(IndexPlaces::marks);
      var unflushed = new Unflushed(parts.records(), parts.shardIndices(), next);
      if (!unflushed.takeIn(marks).isEmpty()) {
        return Optional.empty();
      }
      next.flush();
      parts.steps().reached("rebuild whole");
      parts.records().putPlaces(places -> places.settle(place));
      parts.records().durable();
      serves = true;
      var before = parts.inverted().replace(next);
      parts.steps().reached("rebuild settled");
      return Optional.of(before);
    }

    private void check() {
      if (stopped || cancelled) {
        throw new DagStoreException.StoreClosed();
      }
    }
  }
}
