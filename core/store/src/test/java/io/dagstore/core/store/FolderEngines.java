package io.dagstore.core.store;

import io.dagstore.core.api.index.Hits;
import io.dagstore.core.api.index.IndexOpener;
import io.dagstore.core.api.index.InvertedIndex;
import io.dagstore.core.api.index.InvertedIndexStat;
import io.dagstore.core.api.index.LongCursor;
import io.dagstore.core.api.index.OpenMode;
import io.dagstore.core.api.index.Pairs;
import io.dagstore.core.files.CorruptDataException;
import io.dagstore.core.testkit.FakeInvertedIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * Engines of inverted indices, each of which reads its own folders only: a folder on the disk, what
 * it holds in memory. An index that is closed answers no more, as one whose files are unmapped.
 */
final class FolderEngines {
  private final Map<Path, Held> held = new ConcurrentHashMap<>();
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  private record Held(String engine, FakeInvertedIndex index) {}

  FolderEngines(String... names) {
    known.addAll(List.of(names));
  }

  void forget(String engine) {
    known.remove(engine);
  }

  Map<String, IndexOpener<InvertedIndex>> openers() {
    var openers = new TreeMap<String, IndexOpener<InvertedIndex>>();
    known.forEach(name -> openers.put(name, opener(name)));
    return openers;
  }

  IndexOpener<InvertedIndex> opener(String engine) {
    return (folder, mode) -> open(engine, folder, mode);
  }

  private InvertedIndex open(String engine, Path folder, OpenMode mode) throws IOException {
    if (!Files.exists(folder)) {
      held.remove(folder);
    }
    if (mode == OpenMode.READ_WRITE) {
      Files.createDirectories(folder);
    }
    var found = held.computeIfAbsent(folder, _ -> new Held(engine, new FakeInvertedIndex()));
    if (!found.engine().equals(engine)) {
      throw new CorruptDataException(folder.toString(), 0, "format", engine, found.engine());
    }
    return new OpenOne(found.index());
  }

  /** What a copy of the folders of one store holds. */
  void copy(Path from, Path to) {
    held.forEach((folder, index) -> {
      if (folder.startsWith(from)) {
        held.put(
            to.resolve(from.relativize(folder).toString()),
            new Held(index.engine(), index.index().copy()));
      }
    });
  }

  /** Names of the folders of an engine in a store. */
  List<String> folders(Path directory, String engine) {
    return held.entrySet().stream()
        .filter(one -> one.getValue().engine().equals(engine))
        .map(Map.Entry::getKey)
        .filter(folder -> directory.equals(folder.getParent()) && Files.exists(folder))
        .map(folder -> folder.getFileName().toString())
        .sorted()
        .toList();
  }

  /** Numbers of the shards that an index holds. */
  List<Integer> shards(Path folder) {
    return Objects.requireNonNull(held.get(folder)).index().shards().sorted().boxed().toList();
  }

  private static final class OpenOne implements InvertedIndex {
    private final FakeInvertedIndex index;
    private volatile boolean closed;

    OpenOne(FakeInvertedIndex index) {
      this.index = index;
    }

    private FakeInvertedIndex open() {
      if (closed) {
        throw new IllegalStateException("closed");
      }
      return index;
    }

    @Override
    public void add(int shard, LongCursor sortedKeys) throws IOException {
      open().add(shard, sortedKeys);
    }

    @Override
    public void remove(int shard) {
      open().remove(shard);
    }

    @Override
    public void flush() {
      open().flush();
    }

    @Override
    public int[] find(long key) throws IOException {
      return open().find(key);
    }

    @Override
    public void find(long[] keys, Hits hits) throws IOException {
      open().find(keys, hits);
    }

    @Override
    public int first(long key) throws IOException {
      return open().first(key);
    }

    @Override
    public long shardCount() {
      return open().shardCount();
    }

    @Override
    public IntStream shards() {
      return open().shards();
    }

    @Override
    public void forEach(Pairs pairs) throws IOException {
      open().forEach(pairs);
    }

    @Override
    public InvertedIndexStat stat() {
      return open().stat();
    }

    @Override
    public boolean follows() {
      return true;
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
