package io.dagstore.core.testkit;

import io.dagstore.core.api.index.Hits;
import io.dagstore.core.api.index.InvertedIndex;
import io.dagstore.core.api.index.InvertedIndexStat;
import io.dagstore.core.api.index.LongCursor;
import io.dagstore.core.api.index.Pairs;
import io.dagstore.core.files.CorruptDataException;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * An inverted index in memory that outlives its closing, so that a test can open a store again.
 * Thread-safe.
 */
public final class FakeInvertedIndex implements InvertedIndex {
  private final Map<Integer, Set<Long>> shards = new ConcurrentHashMap<>();
  private volatile Map<Integer, Set<Long>> flushed = Map.of();
  private volatile boolean damaged;

  /** An empty index. */
  public FakeInvertedIndex() {}

  /** Another index with what this one holds now. */
  public FakeInvertedIndex copy() {
    var copy = new FakeInvertedIndex();
    copy.shards.putAll(shards);
    return copy;
  }

  /** Another index with what would be left of this one if the power failed now. */
  public FakeInvertedIndex afterPowerCut() {
    var copy = new FakeInvertedIndex();
    copy.shards.putAll(flushed);
    return copy;
  }

  @Override
  public void add(int shard, LongCursor sortedKeys) throws IOException {
    var keys = new HashSet<Long>();
    while (sortedKeys.next()) {
      keys.add(sortedKeys.value());
    }
    shards.put(shard, keys);
  }

  @Override
  public void remove(int shard) {
    shards.remove(shard);
  }

  @Override
  public void flush() {
    flushed = Map.copyOf(shards);
  }

  /** Lets each lookup from now on meet damage. */
  public void damage() {
    damaged = true;
  }

  @Override
  public int[] find(long key) throws IOException {
    if (damaged) {
      throw new CorruptDataException("inverted index", 0, "checksum", "1", "2");
    }
    return shards.entrySet().stream()
        .filter(shard -> shard.getValue().contains(key))
        .mapToInt(Map.Entry::getKey)
        .sorted()
        .toArray();
  }

  @Override
  public void find(long[] keys, Hits hits) throws IOException {
    var now = copy();
    for (int i = 0; i < keys.length; i++) {
      for (int shard : now.find(keys[i])) {
        hits.hit(i, shard);
      }
    }
  }

  @Override
  public void forEach(Pairs pairs) throws IOException {
    for (var shard : Map.copyOf(shards).entrySet()) {
      for (long key : shard.getValue()) {
        pairs.pair(key, shard.getKey());
      }
    }
  }

  @Override
  public InvertedIndexStat stat() {
    long entries = shards.values().stream().mapToLong(Set::size).sum();
    return new InvertedIndexStat(shards.size(), entries, 0, Map.of());
  }

  @Override
  public int first(long key) throws IOException {
    var all = find(key);
    return all.length == 0 ? -1 : all[0];
  }

  @Override
  public long shardCount() {
    return shards.size();
  }

  @Override
  public IntStream shards() {
    return shards.keySet().stream().mapToInt(Integer::intValue);
  }

  @Override
  public void close() {}
}
