package io.dagstore.distribution.it.acme;

import io.dagstore.core.api.index.Hits;
import io.dagstore.core.api.index.InvertedIndex;
import io.dagstore.core.api.index.InvertedIndexProvider;
import io.dagstore.core.api.index.InvertedIndexStat;
import io.dagstore.core.api.index.LongCursor;
import io.dagstore.core.api.index.OpenMode;
import io.dagstore.core.api.index.Pairs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** A stranger's inverted index: a map. */
public final class AcmeIndices implements InvertedIndexProvider {
  @Override
  public String name() {
    return "acme";
  }

  @Override
  public InvertedIndex open(Path directory, OpenMode mode) {
    return new AcmeIndex();
  }

  private static final class AcmeIndex implements InvertedIndex {
    private final Map<Integer, Set<Long>> keys = new ConcurrentHashMap<>();

    @Override
    public void add(int shard, LongCursor sortedKeys) throws IOException {
      var all = new TreeSet<Long>();
      while (sortedKeys.next()) {
        all.add(sortedKeys.value());
      }
      keys.put(shard, all);
    }

    @Override
    public void remove(int shard) {
      keys.remove(shard);
    }

    @Override
    public void flush() {}

    @Override
    public long shardCount() {
      return keys.size();
    }

    @Override
    public int[] find(long key) {
      return keys.entrySet().stream()
          .filter(shard -> shard.getValue().contains(key))
          .mapToInt(Map.Entry::getKey)
          .sorted()
          .toArray();
    }

    @Override
    public void find(long[] all, Hits hits) {
      for (int i = 0; i < all.length; i++) {
        for (int shard : find(all[i])) {
          hits.hit(i, shard);
        }
      }
    }

    @Override
    public void forEach(Pairs pairs) throws IOException {
      for (var shard : keys.entrySet()) {
        for (long key : shard.getValue()) {
          pairs.pair(key, shard.getKey());
        }
      }
    }

    @Override
    public InvertedIndexStat stat() {
      long entries = keys.values().stream().mapToLong(Set::size).sum();
      return new InvertedIndexStat(keys.size(), entries, 0, Map.of());
    }

    @Override
    public int first(long key) {
      var found = find(key);
      return found.length == 0 ? -1 : found[0];
    }

    @Override
    public IntStream shards() {
      return keys.keySet().stream().mapToInt(Integer::intValue);
    }

    @Override
    public void close() {}
  }
}
