package io.dagstore.core.store;

import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.index.ShardOwner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;
import org.h2.mvstore.type.StringDataType;
import org.jspecify.annotations.Nullable;

/**
 * The maps of the records as they lie there, for who examines them: a record that cannot be read
 * does not hide the others.
 */
record RecordMaps(
    RecordFile file,
    MVMap<String, byte[]> shards,
    MVMap<String, String> numbers,
    MVMap<String, String> marks,
    MVMap<String, String> facts,
    MVMap<Long, byte[]> indices,
    MVMap<Long, Long> unflushed,
    MVMap<Long, Long> unmoved,
    ErroredShards errored)
    implements ShardOwner {
  static final String NEXT = "next";
  static final String TAKEN = "taken";
  private static final int PAGE = 512;

  static RecordMaps of(RecordFile file) throws IOException {
    return new RecordMaps(
        file,
        file.map("shards", ByteArrayDataType.INSTANCE),
        file.map("numbers", StringDataType.INSTANCE),
        file.map("in-flight", StringDataType.INSTANCE),
        file.map("facts", StringDataType.INSTANCE),
        file.numbered("indices", ByteArrayDataType.INSTANCE),
        file.numbered("unflushed", LongDataType.INSTANCE),
        file.numbered("unmoved", LongDataType.INSTANCE),
        new ErroredShards(file));
  }

  <T extends @Nullable Object> T look(Supplier<T> look) throws IOException {
    return file.read(look);
  }

  void change(Runnable change) throws IOException {
    file.change(() -> {
      change.run();
      return null;
    });
  }

  Path path() {
    return file.path();
  }

  /** Reads one entry after the other, in the order of keys. */
  interface Reader<K, V> {
    void entry(K key, V value) throws IOException;
  }

  /** Hands on all entries of a map, a page in memory at a time; the reader may change the map. */
  <K, V> void forEach(MVMap<K, V> map, Reader<K, V> reader) throws IOException {
    for (var page = page(map, null); !page.isEmpty(); page = page(map, page.getLast().getKey())) {
      for (var entry : page) {
        reader.entry(entry.getKey(), entry.getValue());
      }
    }
  }

  /** The entries behind this key, as many as make a page; null: the first ones. */
  <K, V> List<Map.Entry<K, V>> page(MVMap<K, V> map, @Nullable K after) throws IOException {
    return look(() -> {
      var page = new ArrayList<Map.Entry<K, V>>();
      var first = after == null ? map.firstKey() : map.higherKey(after);
      if (first != null) {
        var cursor = map.cursor(first);
        while (cursor.hasNext() && page.size() < PAGE) {
          cursor.next();
          page.add(Map.entry(cursor.getKey(), cursor.getValue()));
        }
      }
      return page;
    });
  }

  /** The record, or empty where its bytes are none. */
  static Optional<ShardRecord> read(String key, byte[] bytes) {
    try {
      return Optional.of(RecordFormat.read(key, bytes));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  Optional<ShardRecord> record(String key) throws IOException {
    var bytes = look(() -> shards.get(key));
    return bytes == null ? Optional.empty() : read(key, bytes);
  }

  @Override
  public boolean owns(ShardKey key) throws IOException {
    return look(() -> shards.containsKey(key.value()));
  }

  @Override
  public void forEach(Consumer<ShardKey> reader) throws IOException {
    forEach(shards, (key, _) -> reader.accept(ShardKey.of(key)));
  }
}
