package io.dagstore.index.chronicle;

import io.dagstore.core.api.index.Hits;
import io.dagstore.core.api.index.InvertedIndex;
import io.dagstore.core.api.index.InvertedIndexStat;
import io.dagstore.core.api.index.LongCursor;
import io.dagstore.core.api.index.OpenMode;
import io.dagstore.core.api.index.Pairs;
import io.dagstore.core.files.Closer;
import io.dagstore.core.files.CorruptDataException;
import io.dagstore.index.chronicle.ShardTable.Field;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An inverted index that several processes have open, one of them to write. A shard counts once all
 * its pairs are in the map, by one number in a table that they share.
 */
final class ChronicleIndex implements InvertedIndex {
  private static final int[] NOWHERE = {};

  private final Current current;
  private final @Nullable Changes changes;

  private ChronicleIndex(Current current, @Nullable Changes changes) {
    this.current = current;
    this.changes = changes;
  }

  static ChronicleIndex open(IndexFolder folder, OpenMode mode, Duration patience)
      throws IOException {
    boolean reads = mode == OpenMode.READ_ONLY;
    var current = new Current(folder, reads, patience);
    if (!reads) {
      return new ChronicleIndex(current, Changes.open(current, patience));
    }
    current.recover();
    current.follow();
    return new ChronicleIndex(current, null);
  }

  private Changes changes() {
    current.check();
    if (changes == null) {
      throw new IllegalStateException(current.folder().path() + " is open read-only");
    }
    return changes;
  }

  @Override
  public void add(int shard, LongCursor sortedKeys) throws IOException {
    changes().add(shard, sortedKeys);
  }

  @Override
  public void remove(int shard) throws IOException {
    changes().remove(shard);
  }

  @Override
  public void flush() throws IOException {
    changes().flush();
  }

  @Override
  public int[] find(long key) throws IOException {
    return current.look(NOWHERE, now -> find(now, now.shards().live(), key));
  }

  private static int[] find(Generation now, Live live, long key) {
    var found = IntStream.builder();
    now.pairs()
        .pairs(
            key,
            packed -> {
              var pair = Pair.of(packed);
              if (live.counts(pair)) {
                found.add(pair.shard());
              }
              return true;
            });
    return found.build().sorted().toArray();
  }

  @Override
  public void find(long[] keys, Hits hits) throws IOException {
    var all = current.look(new int[0][], now -> find(now, keys));
    for (int i = 0; i < all.length; i++) {
      for (int shard : all[i]) {
        hits.hit(i, shard);
      }
    }
  }

  private static int[][] find(Generation now, long[] keys) {
    var live = now.shards().live();
    return Arrays.stream(keys).mapToObj(key -> find(now, live, key)).toArray(int[][]::new);
  }

  @Override
  public int first(long key) throws IOException {
    return current.look(-1, now -> first(now, key));
  }

  private static int first(Generation now, long key) {
    int[] first = {-1};
    now.pairs()
        .pairs(
            key,
            packed -> {
              var pair = Pair.of(packed);
              first[0] = now.shards().counts(pair) ? pair.shard() : -1;
              return first[0] < 0;
            });
    return first[0];
  }

  @Override
  public long shardCount() throws IOException {
    return current.look(0L, now -> now.shards().get(Field.SHARDS));
  }

  @Override
  public IntStream shards() throws IOException {
    return current.look(Live.NONE, now -> now.shards().live()).shards();
  }

  @Override
  public void forEach(Pairs pairs) throws IOException {
    current.look(
        true,
        now -> {
          var live = now.shards().live();
          now.pairs()
              .forEach((key, pair) -> {
                if (live.counts(pair)) {
                  pairs.pair(key, pair.shard());
                }
              });
          return true;
        });
  }

  @Override
  public InvertedIndexStat stat() throws IOException {
    return current.look(
        new InvertedIndexStat(0, 0, 0, Map.of()), now -> now.stat(current.folder()));
  }

  @Override
  public boolean follows() {
    return true;
  }

  /** Compares the number of pairs of each shard with what was taken in. */
  @Override
  public void verify() throws IOException {
    var wrong = current.look("", ChronicleIndex::wrong);
    if (!wrong.isEmpty()) {
      throw new CorruptDataException(
          current.folder().path().toString(), -1, "shards", "all their pairs", wrong);
    }
  }

  private static String wrong(Generation now) throws IOException {
    var live = now.shards().live();
    var counts = Renewal.counts(now.pairs(), live);
    for (int shard : live.shards().toArray()) {
      long expected = now.pairs().counted(live.slot(shard));
      long got = counts.getOrDefault(live.slot(shard), 0L);
      if (expected != got) {
        return "%d of %d of shard number %d".formatted(got, expected, shard);
      }
    }
    return "";
  }

  @Override
  public List<String> unowned() throws IOException {
    long counting = current.look(0L, Generation::number);
    return current.folder().leftovers(counting).stream().map(Path::toString).toList();
  }

  /** Makes durable what was changed. */
  @Override
  public void close() throws IOException {
    if (current.isClosed()) {
      return;
    }
    try (var closer = new Closer()) {
      closer.register(current);
      if (changes != null) {
        closer.register(changes);
      }
    }
  }
}
