package io.dagstore.distribution.runtime.plugin;

import io.dagstore.core.api.index.Hits;
import io.dagstore.core.api.index.InvertedIndex;
import io.dagstore.core.api.index.InvertedIndexStat;
import io.dagstore.core.api.index.LongCursor;
import io.dagstore.core.api.index.Pairs;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * A stranger's inverted index. A lookup that it cannot answer fails, for an answer that is missing
 * would be taken for a block that is nowhere.
 */
final class GuardedIndex implements InvertedIndex, Kept {
  /** More shards than that are no answer. */
  private static final int MOST_SHARDS = 1 << 24;

  private final InvertedIndex index;
  private final KeptCalls calls;
  private final AtomicInteger changing = new AtomicInteger();

  /** It was left with every change durable. */
  private volatile boolean durable;

  GuardedIndex(InvertedIndex index, KeptCalls calls) {
    this.index = Objects.requireNonNull(index, "index");
    this.calls = calls;
  }

  @Override
  public void add(int shard, LongCursor sortedKeys) throws IOException {
    var name = "InvertedIndex.add";
    var patience = calls.patience();
    var lent = new LentCursor(sortedKeys, patience::renew);
    changing.incrementAndGet();
    try {
      KeptCalls.Work work = () -> index.add(shard, lent);
      calls.call(name, patience, work.body());
    } finally {
      lent.end();
      changing.decrementAndGet();
    }
    if (lent.read() != sortedKeys.count()) {
      throw calls.fault(
          name, "expected it to read %d keys, got %d".formatted(sortedKeys.count(), lent.read()));
    }
  }

  @Override
  public void remove(int shard) throws IOException {
    changing.incrementAndGet();
    try {
      calls.run("InvertedIndex.remove", () -> index.remove(shard));
    } finally {
      changing.decrementAndGet();
    }
  }

  @Override
  public void flush() throws IOException {
    if (!durable) {
      calls.run("InvertedIndex.flush", index::flush);
    }
  }

  @Override
  public int[] find(long key) throws IOException {
    return numbers("InvertedIndex.find", () -> index.find(key).clone());
  }

  @Override
  public void find(long[] keys, Hits hits) throws IOException {
    var taker = new LentTaker("InvertedIndex.find", calls, calls.patience());
    Hits lent =
        (position, shard) ->
            taker.take(position, keys.length, shard, () -> hits.hit(position, shard));
    taker.call(() -> index.find(keys.clone(), lent));
  }

  @Override
  public void forEach(Pairs pairs) throws IOException {
    var taker = new LentTaker("InvertedIndex.forEach", calls, calls.longPatience());
    Pairs lent = (key, shard) -> taker.take(0, 1, shard, () -> pairs.pair(key, shard));
    taker.call(() -> index.forEach(lent));
  }

  @Override
  public InvertedIndexStat stat() throws IOException {
    return calls.call("InvertedIndex.stat", () -> Objects.requireNonNull(index.stat(), "stat"));
  }

  @Override
  public int first(long key) throws IOException {
    var name = "InvertedIndex.first";
    int first = calls.call(name, () -> index.first(key));
    if (first < -1) {
      throw calls.fault(name, "expected -1 or more, got " + first);
    }
    return first;
  }

  @Override
  public IntStream shards() throws IOException {
    var shards =
        numbers("InvertedIndex.shards", () -> index.shards().limit(MOST_SHARDS + 1L).toArray());
    return IntStream.of(shards);
  }

  @Override
  public long shardCount() throws IOException {
    return calls.call("InvertedIndex.shardCount", index::shardCount);
  }

  @Override
  public boolean follows() throws IOException {
    return calls.call("InvertedIndex.follows", index::follows);
  }

  @Override
  public void verify() throws IOException {
    KeptCalls.Work work = index::verify;
    calls.call("InvertedIndex.verify", calls.longPatience(), work.body());
  }

  @Override
  public List<String> unowned() throws IOException {
    return calls.call("InvertedIndex.unowned", () -> List.copyOf(index.unowned()));
  }

  private int[] numbers(String name, PluginCall.Body<int[]> body) throws IOException {
    var numbers = calls.call(name, body);
    if (numbers.length > MOST_SHARDS) {
      throw calls.fault(name, "expected at most %d shards, got more".formatted(MOST_SHARDS));
    }
    for (int number : numbers) {
      if (number < 0) {
        throw calls.fault(name, "expected shards of 0 or more, got " + number);
      }
    }
    return numbers;
  }

  @Override
  public void leave() throws IOException {
    calls.end(
        "InvertedIndex.close",
        () -> {
          boolean still = changing.get() == 0;
          index.flush();
          index.close();
          durable = still;
        });
  }

  @Override
  public void close() throws IOException {
    calls.end("InvertedIndex.close", index::close);
  }
}
