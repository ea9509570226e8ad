package io.dagstore.distribution.runtime.plugin;

import io.dagstore.core.api.index.Hits;
import io.dagstore.core.api.index.InvertedIndex;
import io.dagstore.core.api.index.InvertedIndexProvider;
import io.dagstore.core.api.index.InvertedIndexStat;
import io.dagstore.core.api.index.LongCursor;
import io.dagstore.core.api.index.OpenMode;
import io.dagstore.core.api.index.Pairs;
import io.dagstore.core.testkit.Cursors;
import io.dagstore.core.testkit.FakeInvertedIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** A stranger's index that does some things wrong, by the key or the shard that it is asked for. */
public final class OddIndices implements InvertedIndexProvider {
  static final int THROWS = 1001;
  static final int NEGATIVE = 1002;
  static final int NULL = 1003;
  static final int READS_LATE = 1004;
  static final int STOPS_READING = 1005;
  static final int KEEPS_CURSOR = 1006;

  /** Hangs until the file {@code go} is in its folder, whoever interrupts it. */
  static final int HANGS = 1007;

  static final int NO_POSITION = 1008;
  static final int HITS_LATE = 1009;

  private final FakeInvertedIndex index = new FakeInvertedIndex();

  /** Makes one. */
  public OddIndices() {}

  /** Waits for the file {@code go}. */
  static void hang(Path folder) {
    while (Files.notExists(folder.resolve("go"))) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Override
  public String name() {
    return "odd";
  }

  @Override
  public InvertedIndex open(Path directory, OpenMode mode) throws IOException {
    Files.createDirectories(directory);
    return new OddIndex(directory, index);
  }

  private static final class OddIndex implements InvertedIndex {
    private final Path folder;
    private final InvertedIndex index;
    private LongCursor kept = Cursors.of();
    private Hits keptHits = (_, _) -> {};

    OddIndex(Path folder, InvertedIndex index) {
      this.folder = folder;
      this.index = index;
    }

    @Override
    public void add(int shard, LongCursor sortedKeys) throws IOException {
      switch (shard) {
        case STOPS_READING -> sortedKeys.next();
        case KEEPS_CURSOR -> {
          kept = sortedKeys;
          index.add(shard, sortedKeys);
        }
        default -> index.add(shard, sortedKeys);
      }
    }

    @Override
    public void remove(int shard) throws IOException {
      if (shard == THROWS) {
        throw new IllegalStateException("remove");
      }
      index.remove(shard);
    }

    @Override
    public boolean follows() {
      return true;
    }

    @Override
    public void flush() throws IOException {
      index.flush();
      Files.write(folder.resolve("flushed"), new byte[1]);
    }

    @Override
    public long shardCount() throws IOException {
      return index.shardCount();
    }

    @Override
    @SuppressWarnings("NullAway")
    public int[] find(long key) throws IOException {
      return switch ((int) key) {
        case NULL -> null;
        case NEGATIVE -> new int[] {1, -7};
        case READS_LATE -> new int[] {kept.next() ? 1 : 0};
        default -> index.find(key);
      };
    }

    @Override
    public void find(long[] keys, Hits hits) throws IOException {
      switch (keys.length == 0 ? 0 : (int) keys[0]) {
        case THROWS -> throw new IllegalStateException("find");
        case NEGATIVE -> hits.hit(0, -7);
        case NO_POSITION -> hits.hit(keys.length, 7);
        case HITS_LATE -> keptHits.hit(0, 7);
        default -> index.find(keys, hits);
      }
      keptHits = hits;
    }

    @Override
    public void forEach(Pairs pairs) throws IOException {
      if (Files.exists(folder.resolve("wrong"))) {
        pairs.pair(1, -7);
      }
      index.forEach(pairs);
    }

    @Override
    @SuppressWarnings("NullAway")
    public InvertedIndexStat stat() throws IOException {
      return Files.exists(folder.resolve("wrong")) ? null : index.stat();
    }

    @Override
    public int first(long key) throws IOException {
      switch ((int) key) {
        case THROWS -> throw new IllegalStateException("first");
        case HANGS -> hang(folder);
        default -> {}
      }
      return key == NEGATIVE ? -2 : index.first(key);
    }

    @Override
    public IntStream shards() throws IOException {
      return Files.exists(folder.resolve("wrong")) ? IntStream.of(-3) : index.shards();
    }

    @Override
    public void close() throws IOException {
      index.close();
      Files.createFile(folder.resolve("closed"));
    }
  }
}
