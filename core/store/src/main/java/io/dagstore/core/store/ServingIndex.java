package io.dagstore.core.store;

import io.dagstore.core.api.index.Hits;
import io.dagstore.core.api.index.InvertedIndex;
import io.dagstore.core.api.index.InvertedIndexStat;
import io.dagstore.core.api.index.LongCursor;
import io.dagstore.core.api.index.Pairs;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;

/**
 * The inverted index that serves now; another may come in its place. Lookups take no lock: one that
 * meets the index before closed looks again. What changes the index and says so in the records is
 * one step to who puts another in its place. Thread-safe.
 */
final class ServingIndex implements InvertedIndex {
  private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock();
  private volatile InvertedIndex serving;

  ServingIndex(InvertedIndex serving) {
    this.serving = serving;
  }

  /** A look at an index. */
  @FunctionalInterface
  private interface Look<T> {
    T at(InvertedIndex index) throws IOException;
  }

  /** A change of the index together with what the records say of it. */
  @FunctionalInterface
  interface Step<T> {
    T take() throws IOException;
  }

  /** Makes a change that nobody may see by half who puts another index in the place of this. */
  <T> T change(Step<T> change) throws IOException {
    return by(gate.readLock(), change);
  }

  /** Does this while no change is under way; lookups go on. */
  <T> T still(Step<T> work) throws IOException {
    return by(gate.writeLock(), work);
  }

  private static <T> T by(Lock lock, Step<T> work) throws IOException {
    lock.lock();
    try {
      return work.take();
    } finally {
      lock.unlock();
    }
  }

  /** Puts another in the place of the one that serves, which it returns and which nobody closes. */
  InvertedIndex replace(InvertedIndex next) {
    var before = serving;
    serving = next;
    return before;
  }

  /** True where a look failed because the index was closed that it began with. */
  @SuppressWarnings("ReferenceEquality") // whether it is this one, not one like it
  private boolean isOutOfDate(InvertedIndex used) {
    return used != serving;
  }

  private <T> T look(Look<T> look) throws IOException {
    while (true) {
      var now = serving;
      try {
        return look.at(now);
      } catch (IOException | RuntimeException e) {
        if (!isOutOfDate(now)) {
          throw e;
        }
      }
    }
  }

  @Override
  public int first(long key) throws IOException {
    while (true) {
      var now = serving;
      try {
        return now.first(key);
      } catch (IOException | RuntimeException e) {
        if (!isOutOfDate(now)) {
          throw e;
        }
      }
    }
  }

  @Override
  public int[] find(long key) throws IOException {
    return look(index -> index.find(key));
  }

  /** Looks again only while nothing was found: no hit is handed on twice. */
  @Override
  public void find(long[] keys, Hits hits) throws IOException {
    boolean[] handedOn = {false};
    Hits once =
        (position, shard) -> {
          handedOn[0] = true;
          hits.hit(position, shard);
        };
    while (true) {
      var now = serving;
      try {
        now.find(keys, once);
        return;
      } catch (IOException | RuntimeException e) {
        if (handedOn[0] || !isOutOfDate(now)) {
          throw e;
        }
      }
    }
  }

  @Override
  public void add(int shard, LongCursor sortedKeys) throws IOException {
    serving.add(shard, sortedKeys);
  }

  @Override
  public void remove(int shard) throws IOException {
    serving.remove(shard);
  }

  /** One that was replaced meanwhile was flushed as a whole before that. */
  @Override
  public void flush() throws IOException {
    look(index -> {
      index.flush();
      return index;
    });
  }

  @Override
  public long shardCount() throws IOException {
    return look(InvertedIndex::shardCount);
  }

  @Override
  public IntStream shards() throws IOException {
    return look(InvertedIndex::shards);
  }

  @Override
  public void forEach(Pairs pairs) throws IOException {
    serving.forEach(pairs);
  }

  @Override
  public InvertedIndexStat stat() throws IOException {
    return look(InvertedIndex::stat);
  }

  @Override
  public boolean follows() throws IOException {
    return serving.follows();
  }

  @Override
  public void verify() throws IOException {
    serving.verify();
  }

  @Override
  public List<String> unowned() throws IOException {
    return look(InvertedIndex::unowned);
  }

  @Override
  public void close() throws IOException {
    serving.close();
  }
}
