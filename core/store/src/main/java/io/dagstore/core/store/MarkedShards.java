package io.dagstore.core.store;

import io.dagstore.core.api.index.Hits;
import io.dagstore.core.api.index.InvertedIndex;
import io.dagstore.core.api.index.InvertedIndexStat;
import io.dagstore.core.api.index.LongCursor;
import io.dagstore.core.api.index.Pairs;
import io.dagstore.core.api.index.ShardIndex;
import io.dagstore.core.api.index.ShardIndexRepository;
import io.dagstore.core.files.Closer;
import io.dagstore.core.files.CorruptDataException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The inverted index of a store that is opened to be read after a kill, with the shards that are
 * marked: a writer would take them in again. Keys of small shard indices are in a table, large
 * shard indices are asked themselves. Not changed once it is handed out; thread-safe then.
 */
final class MarkedShards implements InvertedIndex {
  private static final Logger LOG = System.getLogger(MarkedShards.class.getName());
  private static final int FIRST_SLOTS = 1 << 10;

  private final InvertedIndex flushed;
  private final BitSet marked = new BitSet();
  private final List<Large> large = new ArrayList<>();

  /** Open addressing; the value of a slot is a shard's number and 1, or 0 where it is free. */
  private long[] keys = new long[FIRST_SLOTS];

  private int[] values = new int[FIRST_SLOTS];
  private int filled;

  private record Large(int number, ShardIndex index) {}

  private MarkedShards(InvertedIndex flushed) {
    this.flushed = flushed;
  }

  /**
   * The index with what is marked; itself where nothing is.
   *
   * @param closer closes what is opened
   */
  static InvertedIndex with(
      InvertedIndex flushed, Records records, ShardIndexRepository files, Closer closer)
      throws IOException {
    var with = new MarkedShards(flushed);
    for (var mark : records.marks()) {
      var shard = records.get(mark.number()).filter(ShardRecord::indexed);
      if (shard.isPresent()) {
        with.take(shard.get(), records, files, closer);
      }
    }
    return with.marked.isEmpty() ? flushed : with;
  }

  private void take(ShardRecord shard, Records records, ShardIndexRepository files, Closer closer)
      throws IOException {
    try {
      var index = records.openIndex(shard, files);
      if (index.isEmpty()) {
        return;
      }
      marked.set(shard.number());
      if (records.smallIndex(shard.number()).isEmpty()) {
        large.add(new Large(shard.number(), closer.register(index.get())));
        return;
      }
      try (var small = index.get()) {
        for (var key = small.sortedKeys(); key.next(); ) {
          put(key.value(), shard.number());
        }
      }
    } catch (CorruptDataException e) {
      LOG.log(Level.WARNING, "shard " + shard.key() + " is found after a repair", e);
    }
  }

  private void put(long key, int number) {
    if (++filled > keys.length / 2) {
      grow();
    }
    int at = place(key);
    while (values[at] != 0) {
      at = next(at);
    }
    keys[at] = key;
    values[at] = number + 1;
  }

  private void grow() {
    var oldKeys = keys;
    var oldValues = values;
    keys = new long[Math.multiplyExact(oldKeys.length, 2)];
    values = new int[keys.length];
    filled = 1;
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldValues[i] != 0) {
        put(oldKeys[i], oldValues[i] - 1);
      }
    }
  }

  /** Keys are spread evenly by their highest bits. */
  private int place(long key) {
    return (int) Math.unsignedMultiplyHigh(key, keys.length);
  }

  private int next(int at) {
    return at + 1 == keys.length ? 0 : at + 1;
  }

  @Override
  public int[] find(long key) throws IOException {
    return IntStream.concat(IntStream.of(flushed.find(key)), IntStream.of(marked(key)))
        .sorted()
        .distinct()
        .toArray();
  }

  @Override
  public void find(long[] all, Hits hits) throws IOException {
    for (int i = 0; i < all.length; i++) {
      for (int shard : find(all[i])) {
        hits.hit(i, shard);
      }
    }
  }

  /** A marked shard counts as its own index has it. */
  @Override
  public void forEach(Pairs pairs) throws IOException {
    flushed.forEach((key, shard) -> {
      if (!marked.get(shard)) {
        pairs.pair(key, shard);
      }
    });
    for (int i = 0; i < keys.length; i++) {
      if (values[i] != 0) {
        pairs.pair(keys[i], values[i] - 1);
      }
    }
    for (var one : large) {
      for (var key = one.index().sortedKeys(); key.next(); ) {
        pairs.pair(key.value(), one.number());
      }
    }
  }

  @Override
  public InvertedIndexStat stat() throws IOException {
    var stat = flushed.stat();
    return new InvertedIndexStat(shardCount(), stat.entries(), stat.bytes(), stat.details());
  }

  @Override
  public int first(long key) throws IOException {
    int first = flushed.first(key);
    if (first >= 0) {
      return first;
    }
    var all = marked(key);
    return all.length == 0 ? -1 : all[0];
  }

  private int[] marked(long key) throws IOException {
    var found = IntStream.builder();
    for (int at = place(key); values[at] != 0; at = next(at)) {
      if (keys[at] == key) {
        found.add(values[at] - 1);
      }
    }
    for (var one : large) {
      if (one.index().first(key) >= 0) {
        found.add(one.number());
      }
    }
    return found.build().toArray();
  }

  @Override
  public IntStream shards() throws IOException {
    return IntStream.concat(flushed.shards(), marked.stream()).distinct();
  }

  @Override
  public long shardCount() throws IOException {
    return shards().count();
  }

  @Override
  public void verify() throws IOException {
    flushed.verify();
  }

  @Override
  public void add(int shard, LongCursor sortedKeys) {
    throw readOnly();
  }

  @Override
  public void remove(int shard) {
    throw readOnly();
  }

  @Override
  public void flush() {
    throw readOnly();
  }

  private static IllegalStateException readOnly() {
    return new IllegalStateException("the inverted index is open read-only");
  }

  /** The index itself and what was opened are closed by who opened them. */
  @Override
  public void close() {}
}
