package io.dagstore.core.store;

import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardState;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the maps of the records say, and how they change: each method is one look or one change, and
 * runs as such by {@link RecordFile#read} or {@link RecordFile#put}.
 */
final class RecordTables {
  private final RecordMaps maps;
  private final Census census;
  private final Numbers given;
  private final Marks marks;
  private final IndexPlaces places;

  private RecordTables(RecordMaps maps, Marks marks, IndexPlaces places) {
    this.maps = maps;
    this.marks = marks;
    this.places = places;
    census = new Census(maps.facts());
    given = new Numbers(maps.facts());
  }

  /** Opens the maps of a file; changes are counted on from behind so many. */
  static RecordTables of(RecordFile file, long changes) throws IOException {
    var maps = RecordMaps.of(file);
    return file.read(() ->
        new RecordTables(
            maps,
            new Marks(maps.unflushed(), changes),
            new IndexPlaces(maps.facts(), maps.unmoved(), changes)));
  }

  /** How many changes were counted. */
  long changes() {
    return Math.max(marks.changes(), places.changes());
  }

  RecordFile file() {
    return maps.file();
  }

  RecordMaps maps() {
    return maps;
  }

  Numbers given() {
    return given;
  }

  Marks marks() {
    return marks;
  }

  IndexPlaces places() {
    return places;
  }

  /** Counts and marks all shards in a file of before there were counts and marks. */
  void beginCensus() {
    if (!census.begun()) {
      countAll(census);
    }
    maps.errored().begin(maps.facts(), maps.shards());
  }

  Census.Counts counts() {
    if (census.begun()) {
      return census.read();
    }
    var now = new Census(new HashMap<>());
    countAll(now);
    return now.read();
  }

  private void countAll(Census into) {
    into.begin();
    maps.shards().forEach((key, bytes) -> into.change(null, RecordFormat.read(key, bytes)));
  }

  Optional<ShardRecord> get(ShardKey key) {
    return Optional.ofNullable(record(key.value()));
  }

  Optional<ShardRecord> get(int number) {
    var key = maps.numbers().get(text(number));
    return Optional.ofNullable(key == null ? null : record(key));
  }

  ShardRecord insert(ShardKey key, URI mount, ShardState state, boolean lazy, LocalCopy copy) {
    var present = record(key.value());
    if (present != null) {
      throw new DagStoreException.ShardExists(key, present.state());
    }
    int number = given.take();
    var added =
        new ShardRecord(
            number,
            key,
            mount,
            state,
            lazy,
            false,
            ShardRecord.Sizes.UNKNOWN,
            "",
            Layout.CAR,
            copy);
    maps.numbers().put(text(number), key.value());
    write(null, added, UnaryOperator.identity());
    return added;
  }

  void put(ShardRecord shard, UnaryOperator<Trouble> trouble) {
    write(record(shard.key().value()), shard, trouble);
  }

  void put(ShardRecord shard, Optional<byte[]> small, UnaryOperator<Trouble> trouble) {
    put(shard, trouble);
    small.ifPresentOrElse(
        bytes -> maps.indices().put((long) shard.number(), bytes),
        () -> maps.indices().remove((long) shard.number()));
    changed(shard.number());
  }

  private void write(
      @Nullable ShardRecord before, ShardRecord after, UnaryOperator<Trouble> trouble) {
    var key = after.key().value();
    census.change(before, after);
    maps.errored().befall(before, after, trouble);
    maps.errored().change(before, after);
    maps.shards().put(key, RecordFormat.write(after));
    if (after.inFlight()) {
      maps.marks().put(key, "");
    } else {
      maps.marks().remove(key);
    }
  }

  void delete(ShardRecord shard) {
    var key = shard.key().value();
    var before = record(key);
    census.change(before, null);
    maps.errored().change(before, null);
    maps.shards().remove(key);
    maps.numbers().remove(text(shard.number()));
    maps.marks().remove(key);
    maps.indices().remove((long) shard.number());
    changed(shard.number());
  }

  private void changed(int number) {
    marks.put(number);
    places.changed(number);
  }

  Optional<byte[]> smallIndex(int number) {
    return Optional.ofNullable(maps.indices().get((long) number));
  }

  List<ShardRecord> page(String prefix, Optional<ShardKey> after, int limit) {
    var page = new ArrayList<ShardRecord>(Math.min(limit, 64));
    var first = first(prefix, after);
    if (first == null) {
      return page;
    }
    for (var keys = maps.shards().keyIterator(first); keys.hasNext() && page.size() < limit; ) {
      var key = keys.next();
      if (!key.startsWith(prefix)) {
        return page;
      }
      var found = record(key);
      if (found != null) {
        page.add(found);
      }
    }
    return page;
  }

  private @Nullable String first(String prefix, Optional<ShardKey> after) {
    var behind = after.isPresent() && after.get().value().compareTo(prefix) >= 0;
    return behind ? maps.shards().higherKey(after.get().value()) : maps.shards().ceilingKey(prefix);
  }

  List<ShardRecord> inFlight() {
    var found = new ArrayList<ShardRecord>();
    for (var keys = maps.marks().keyIterator(null); keys.hasNext(); ) {
      var shard = record(keys.next());
      if (shard != null) {
        found.add(shard);
      }
    }
    return found;
  }

  private @Nullable ShardRecord record(String key) {
    var bytes = maps.shards().get(key);
    return bytes == null ? null : RecordFormat.read(key, bytes);
  }

  private static String text(int number) {
    return Integer.toString(number);
  }
}
