package io.dagstore.core.testkit;

import io.dagstore.core.api.Collected;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.index.LongCursor;
import io.dagstore.core.api.index.ShardIndex;
import io.dagstore.core.api.index.ShardIndexRepository;
import io.dagstore.core.api.index.ShardIndexWriter;
import io.dagstore.core.api.index.ShardOwner;
import io.dagstore.core.files.CorruptDataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;

/**
 * Shard indices in memory that outlive their closing, so that a test can open a store again. Those
 * of a few entries are small ones where a test wants it. Thread-safe.
 */
public final class FakeShardIndices implements ShardIndexRepository {
  private static final int ENTRY_BYTES = 2 * Long.BYTES + Integer.BYTES;

  private final int small;
  private final Map<ShardKey, List<Entry>> indices = new ConcurrentHashMap<>();
  private final Set<ShardKey> damaged = ConcurrentHashMap.newKeySet();

  private record Entry(long key, long offset, int length) {}

  /** An empty repository, in which no index is small. */
  public FakeShardIndices() {
    this(-1);
  }

  /**
   * An empty repository.
   *
   * @param small most entries of an index that is small
   */
  public FakeShardIndices(int small) {
    this.small = small;
  }

  /** Another repository with what this one holds now. */
  public FakeShardIndices copy() {
    var copy = new FakeShardIndices(small);
    copy.indices.putAll(indices);
    return copy;
  }

  /** Damages the index of a shard: lookups in it fail until it is written again. */
  public void damage(ShardKey key) {
    damaged.add(key);
  }

  /** Keys of all indices. */
  public Set<ShardKey> keys() {
    return Set.copyOf(indices.keySet());
  }

  @Override
  public ShardIndexWriter create(ShardKey key) {
    return new Writer(key);
  }

  @Override
  public Optional<ShardIndex> open(ShardKey key) {
    return Optional.ofNullable(indices.get(key)).map(entries -> new Index(key, entries));
  }

  @Override
  public ShardIndex open(ShardKey key, byte[] small) throws IOException {
    var bytes = ByteBuffer.wrap(small);
    int length = small.length - Long.BYTES;
    if (length < 0 || bytes.getLong(length) != sum(small, length)) {
      throw new CorruptDataException(
          "small index of shard " + key, -1, "checksum", "that of its bytes", "another");
    }
    var entries = new ArrayList<Entry>();
    while (bytes.position() < length) {
      entries.add(new Entry(bytes.getLong(), bytes.getLong(), bytes.getInt()));
    }
    return new Index(key, entries);
  }

  private static long sum(byte[] bytes, int length) {
    var sum = new CRC32C();
    sum.update(bytes, 0, length);
    return sum.getValue();
  }

  @Override
  public boolean drop(ShardKey key) {
    return indices.remove(key) != null;
  }

  @Override
  public List<Collected> collect(ShardOwner owner) throws IOException {
    var collected = new ArrayList<Collected>();
    for (var key : keys()) {
      if (!owner.owns(key) && drop(key)) {
        collected.add(new Collected(key, Optional.empty()));
      }
    }
    return collected;
  }

  @Override
  public List<String> unowned(ShardOwner owner) throws IOException {
    var names = new ArrayList<String>();
    for (var key : keys()) {
      if (!owner.owns(key)) {
        names.add(key.value());
      }
    }
    return names;
  }

  @Override
  public void close() {}

  private static LongCursor keysOf(List<Entry> sorted) {
    return Cursors.of(sorted.stream().mapToLong(Entry::key).distinct().toArray());
  }

  private final class Writer implements ShardIndexWriter {
    private final ShardKey key;
    private final List<Entry> entries = new ArrayList<>();

    Writer(ShardKey key) {
      this.key = key;
    }

    @Override
    public void add(long entryKey, long offset, int length) {
      entries.add(new Entry(entryKey, offset, length));
    }

    @Override
    public Optional<byte[]> small() {
      if (entries.size() > small) {
        return Optional.empty();
      }
      sort();
      int length = entries.size() * ENTRY_BYTES;
      var bytes = ByteBuffer.allocate(length + Long.BYTES);
      for (var entry : entries) {
        bytes.putLong(entry.key()).putLong(entry.offset()).putInt(entry.length());
      }
      return Optional.of(bytes.putLong(sum(bytes.array(), length)).array());
    }

    private void sort() {
      entries.sort(Comparator.comparing(Entry::key, Long::compareUnsigned));
    }

    @Override
    public void commit() {
      sort();
      indices.put(key, List.copyOf(entries));
      damaged.remove(key);
    }

    @Override
    public long bytes() {
      return 12L * entries.size();
    }

    @Override
    public LongCursor sortedKeys() {
      return keysOf(entries);
    }

    @Override
    public void close() {}
  }

  private final class Index implements ShardIndex {
    private final ShardKey key;
    private final List<Entry> entries;

    Index(ShardKey key, List<Entry> entries) {
      this.key = key;
      this.entries = entries;
    }

    @Override
    public long bytes() {
      return 12 * entries();
    }

    @Override
    public long entries() {
      return entries.size();
    }

    @Override
    public long first(long entryKey) throws IOException {
      verify();
      return next(entryKey, -1);
    }

    @Override
    public long next(long entryKey, long entry) {
      for (int at = (int) entry + 1; at < entries.size(); at++) {
        if (entries.get(at).key() == entryKey) {
          return at;
        }
      }
      return -1;
    }

    @Override
    public long offset(long entry) {
      return entries.get((int) entry).offset();
    }

    @Override
    public int length(long entry) {
      return entries.get((int) entry).length();
    }

    @Override
    public LongCursor sortedKeys() {
      return keysOf(entries);
    }

    @Override
    public void verify() throws IOException {
      if (damaged.contains(key) && entries.equals(indices.get(key))) {
        throw new CorruptDataException("fake index of " + key, 0, "entries", "sound", "damaged");
      }
    }

    @Override
    public void close() {}
  }
}
