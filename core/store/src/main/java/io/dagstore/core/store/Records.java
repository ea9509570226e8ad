package io.dagstore.core.store;

import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardState;
import io.dagstore.core.api.index.MultihashKey;
import io.dagstore.core.api.index.OpenMode;
import io.dagstore.core.api.index.ShardIndex;
import io.dagstore.core.api.index.ShardIndexRepository;
import io.dagstore.core.files.CorruptDataException;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;
import org.h2.mvstore.type.StringDataType;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue: one record per shard, in pages on disk. A change is seen at once and durable with
 * the next commit, for which {@link #durable} waits; what it writes to several maps becomes durable
 * together. Thread-safe.
 */
final class Records implements Closeable {
  private static final String FORMAT = "format";
  private static final String FORMAT_VERSION = "1";
  private static final String SECRET = "secret";

  private final RecordFile file;
  private final MVMap<String, byte[]> shards;
  private final MVMap<String, String> numbers;
  private final MVMap<String, String> inFlight;
  private final MVMap<String, String> facts;
  private final MVMap<Long, byte[]> indices;
  private final MVMap<Long, Long> unflushed;
  private final Census census;
  private final Numbers given;
  private final OpenMode mode;
  private final boolean fresh;
  private long changes;

  /** A shard that was added to the inverted index or removed from it since that was flushed. */
  record Mark(int number, long change) {}

  private Records(RecordFile file, OpenMode mode, boolean fresh) throws IOException {
    this.file = file;
    this.mode = mode;
    this.fresh = fresh;
    shards = file.map("shards", ByteArrayDataType.INSTANCE);
    numbers = file.map("numbers", StringDataType.INSTANCE);
    inFlight = file.map("in-flight", StringDataType.INSTANCE);
    facts = file.map("facts", StringDataType.INSTANCE);
    indices = file.numbered("indices", ByteArrayDataType.INSTANCE);
    unflushed = file.numbered("unflushed", LongDataType.INSTANCE);
    census = new Census(facts);
    given = file.read(() -> new Numbers(facts));
    changes = marks().stream().mapToLong(Mark::change).max().orElse(0);
  }

  /**
   * Opens the catalogue of the store in this directory.
   *
   * @throws DagStoreException.StoreBusy if another has it open
   * @throws DagStoreException.NoStore if it is opened to be read and is not there
   * @throws CorruptDataException if its file is not sound
   */
  static Records open(Path directory, OpenMode mode, RandomGenerator random) throws IOException {
    var file = RecordFile.open(directory, mode);
    try {
      boolean fresh = !file.has("facts");
      if (fresh && mode == OpenMode.READ_ONLY) {
        throw new DagStoreException.NoStore(directory);
      }
      var records = new Records(file, mode, fresh);
      records.check(random);
      if (mode == OpenMode.READ_WRITE) {
        records.beginCensus();
      }
      return records;
    } catch (IOException | RuntimeException | Error e) {
      try (file) {
        throw e;
      }
    }
  }

  private void check(RandomGenerator random) throws IOException {
    if (fresh) {
      file.forceFolders();
      var secret = ByteBuffer.allocate(MultihashKey.SECRET_WORDS * Long.BYTES);
      while (secret.hasRemaining()) {
        secret.putLong(random.nextLong());
      }
      file.change(() -> {
        facts.put(FORMAT, FORMAT_VERSION);
        facts.put(SECRET, HexFormat.of().formatHex(secret.array()));
        return null;
      });
    }
    var format = fact(FORMAT);
    if (!FORMAT_VERSION.equals(format)) {
      throw file.corrupt("format of records", FORMAT_VERSION, String.valueOf(format));
    }
  }

  private void beginCensus() throws IOException {
    file.change(() -> {
      if (!census.begun()) {
        countAll(census);
      }
      return null;
    });
  }

  /** True where this call made the catalogue. */
  boolean fresh() {
    return fresh;
  }

  /** The secret of the store's index keys. */
  long[] secret() throws IOException {
    var hex = fact(SECRET);
    if (hex == null || hex.length() != MultihashKey.SECRET_WORDS * Long.BYTES * 2) {
      throw file.corrupt("secret", "64 digits", String.valueOf(hex));
    }
    var words = new long[MultihashKey.SECRET_WORDS];
    ByteBuffer.wrap(HexFormat.of().parseHex(hex)).asLongBuffer().get(words);
    return words;
  }

  /**
   * How many shards are in which state, in a time that does not grow with their number; except in a
   * file of before there were counts, opened to be read.
   */
  Census.Counts counts() throws IOException {
    return file.read(() -> {
      if (census.begun()) {
        return census.read();
      }
      var now = new Census(new HashMap<>());
      countAll(now);
      return now.read();
    });
  }

  Optional<ShardRecord> get(ShardKey key) throws IOException {
    return file.read(() -> Optional.ofNullable(record(key.value())));
  }

  /** The shard with this number. */
  Optional<ShardRecord> get(int number) throws IOException {
    return file.read(() -> {
      var key = numbers.get(text(number));
      return Optional.ofNullable(key == null ? null : record(key));
    });
  }

  /**
   * Takes in a new shard and gives it its number, in one step.
   *
   * @throws DagStoreException.ShardExists if the key is taken
   */
  ShardRecord insert(ShardKey key, URI mount, ShardState state, boolean lazy, LocalCopy copy)
      throws IOException {
    return file.put(() -> {
      var present = record(key.value());
      if (present != null) {
        throw new DagStoreException.ShardExists(key, present.state());
      }
      int number = given.take();
      var added =
          new ShardRecord(number, key, mount, state, lazy, false, 0, 0, "", Layout.CAR, copy);
      numbers.put(text(number), key.value());
      write(null, added);
      return added;
    });
  }

  /** Replaces a shard's record. */
  void put(ShardRecord shard) throws IOException {
    file.put(() -> {
      write(record(shard.key().value()), shard);
      return null;
    });
  }

  /**
   * Replaces the record of a shard that the inverted index has just taken in, or that it has let go
   * because that failed.
   *
   * @param small its shard index; empty: it has a file, or none
   */
  void put(ShardRecord shard, Optional<byte[]> small) throws IOException {
    file.put(() -> {
      write(record(shard.key().value()), shard);
      small.ifPresentOrElse(
          bytes -> indices.put((long) shard.number(), bytes),
          () -> indices.remove((long) shard.number()));
      mark(shard);
      return null;
    });
  }

  /** Removes the record of a shard that the inverted index has just let go. */
  void delete(ShardRecord shard) throws IOException {
    file.put(() -> {
      census.change(record(shard.key().value()), null);
      shards.remove(shard.key().value());
      numbers.remove(text(shard.number()));
      inFlight.remove(shard.key().value());
      indices.remove((long) shard.number());
      mark(shard);
      return null;
    });
  }

  private void mark(ShardRecord shard) {
    unflushed.put((long) shard.number(), ++changes);
  }

  /** The shard index of this number where it is a small one. */
  Optional<byte[]> smallIndex(int number) throws IOException {
    return file.read(() -> Optional.ofNullable(indices.get((long) number)));
  }

  /** The index of this shard, beside its record or in a file; empty: it is lost. */
  Optional<ShardIndex> openIndex(ShardRecord shard, ShardIndexRepository files) throws IOException {
    var small = smallIndex(shard.number());
    return small.isPresent()
        ? Optional.of(files.open(shard.key(), small.get()))
        : files.open(shard.key());
  }

  /** Waits, seldom, until this number can be used outside of the records. */
  void use(int number) throws IOException {
    if (!given.isUsable(number)) {
      int upTo = given.reserved();
      durable();
      given.use(upTo);
    }
  }

  /** Numbers that a killed process may have used for shards whose records are lost. */
  Numbers.Doubtful doubtful() throws IOException {
    return file.read(given::doubtful);
  }

  /** Where inverted index and records may be apart after a kill. */
  List<Mark> marks() throws IOException {
    return file.read(() -> {
      var marks = new ArrayList<Mark>();
      unflushed.forEach((number, change) -> marks.add(new Mark(number.intValue(), change)));
      return marks;
    });
  }

  /** The inverted index was flushed after these marks were asked for; not waited for. */
  void dropMarks(List<Mark> flushed) throws IOException {
    file.put(() -> {
      flushed.forEach(mark -> unflushed.remove((long) mark.number(), mark.change()));
      return null;
    });
  }

  /**
   * Records in the order of keys, from behind {@code after}, at most {@code limit}; only keys that
   * begin with {@code prefix}, which stand together.
   */
  List<ShardRecord> page(String prefix, Optional<ShardKey> after, int limit) throws IOException {
    return file.read(() -> {
      var page = new ArrayList<ShardRecord>(Math.min(limit, 64));
      var first = first(prefix, after);
      if (first == null) {
        return page;
      }
      for (var keys = shards.keyIterator(first); keys.hasNext() && page.size() < limit; ) {
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
    });
  }

  private @Nullable String first(String prefix, Optional<ShardKey> after) {
    var behind = after.isPresent() && after.get().value().compareTo(prefix) >= 0;
    return behind ? shards.higherKey(after.get().value()) : shards.ceilingKey(prefix);
  }

  /** Shards that the last process left on their way. */
  List<ShardRecord> inFlight() throws IOException {
    return file.read(() -> {
      var found = new ArrayList<ShardRecord>();
      for (var keys = inFlight.keyIterator(null); keys.hasNext(); ) {
        var shard = record(keys.next());
        if (shard != null) {
          found.add(shard);
        }
      }
      return found;
    });
  }

  /** What lies in the file, for who examines it. */
  RecordMaps maps() {
    return new RecordMaps(file, shards, numbers, inFlight, facts, indices, unflushed);
  }

  /** Returns when all changes until now are durable. */
  void durable() throws IOException {
    file.durable();
  }

  /** Makes all changes until now durable, without waiting for it. */
  void durableSoon() {
    var _ = file.begun();
  }

  /** The file that holds the records. */
  Path path() {
    return file.path();
  }

  @Override
  public void close() throws IOException {
    try (file) {
      if (mode == OpenMode.READ_WRITE) {
        file.change(() -> {
          given.finish();
          return null;
        });
      }
    }
  }

  private void write(@Nullable ShardRecord before, ShardRecord after) {
    census.change(before, after);
    shards.put(after.key().value(), RecordFormat.write(after));
    if (after.inFlight()) {
      inFlight.put(after.key().value(), "");
    } else {
      inFlight.remove(after.key().value());
    }
  }

  private void countAll(Census into) {
    into.begin();
    shards.forEach((key, bytes) -> into.change(null, RecordFormat.read(key, bytes)));
  }

  private @Nullable ShardRecord record(String key) {
    var bytes = shards.get(key);
    return bytes == null ? null : RecordFormat.read(key, bytes);
  }

  private @Nullable String fact(String name) throws IOException {
    return file.read(() -> facts.get(name));
  }

  private static String text(int number) {
    return Integer.toString(number);
  }
}
