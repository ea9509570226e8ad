package io.dagstore.distribution.it.examples;

import io.dagstore.core.api.index.Hits;
import io.dagstore.core.api.index.InvertedIndex;
import io.dagstore.core.api.index.InvertedIndexProvider;
import io.dagstore.core.api.index.InvertedIndexStat;
import io.dagstore.core.api.index.LongCursor;
import io.dagstore.core.api.index.OpenMode;
import io.dagstore.core.api.index.Pairs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** Brings the inverted index {@code memory}, which is made again at each start. */
public final class MemoryIndices implements InvertedIndexProvider {
  @Override
  public String name() {
    return "memory";
  }

  @Override
  public InvertedIndex open(Path directory, OpenMode mode) {
    return new MemoryIndex(new ConcurrentHashMap<>());
  }

  private record MemoryIndex(Map<Integer, Set<Long>> keys) implements InvertedIndex {
    @Override
    public void add(int shard, LongCursor sortedKeys) throws IOException {
      var all = new HashSet<Long>();
      while (sortedKeys.next()) {
        all.add(sortedKeys.value());
      }
      keys.put(shard, Set.copyOf(all));
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
      return shards()
          .filter(shard -> keys.getOrDefault(shard, Set.of()).contains(key))
          .sorted()
          .toArray();
    }

    @Override
    public void find(long[] all, Hits hits) {
      var now = new MemoryIndex(Map.copyOf(keys));
      for (int i = 0; i < all.length; i++) {
        for (int shard : now.find(all[i])) {
          hits.hit(i, shard);
        }
      }
    }

    @Override
    public void forEach(Pairs pairs) throws IOException {
      for (var shard : Map.copyOf(keys).entrySet()) {
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
      return Arrays.stream(find(key)).findFirst().orElse(-1);
    }

    @Override
    public IntStream shards() {
      return keys.keySet().stream().mapToInt(Integer::intValue);
    }

    @Override
    public void close() {}
  }
}
