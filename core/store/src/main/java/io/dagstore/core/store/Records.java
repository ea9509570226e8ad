package io.dagstore.core.store;

import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.RecordsFailedException;
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
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
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

  private final OpenMode mode;
  private final boolean fresh;
  private final Optional<FollowedRecords> followed;
  private volatile RecordTables tables;

  private Records(RecordFile file, OpenMode mode, boolean fresh) throws IOException {
    this.mode = mode;
    this.fresh = fresh;
    followed = Optional.empty();
    tables = RecordTables.of(file, 0);
  }

  private Records(FollowedRecords followed) throws IOException {
    this.mode = OpenMode.READ_ONLY;
    this.fresh = false;
    this.followed = Optional.of(followed);
    tables = followed.read(now -> now);
  }

  /** The catalogue of the store that is configured so: {@link #open} or {@link #follow}. */
  static Records of(StoreConfig config) throws IOException {
    return config.follows
        ? follow(config.directory)
        : open(config.directory, config.mode, config.random, config.compactFrom);
  }

  /**
   * The catalogue of the store in this directory, beside a process that may write it.
   *
   * @throws DagStoreException.NoStore if there is none
   */
  static Records follow(Path directory) throws IOException {
    var followed = FollowedRecords.open(directory);
    try {
      if (!followed.read(now -> now.maps().facts().containsKey(FORMAT))) {
        throw new DagStoreException.NoStore(directory);
      }
      var records = new Records(followed);
      records.checkFormat();
      return records;
    } catch (IOException | RuntimeException | Error e) {
      try (followed) {
        throw e;
      }
    }
  }

  /** True where another process may write. */
  boolean follows() {
    return followed.isPresent();
  }

  /** True where a write or a force failed: whatever is asked fails until {@link #reopen}. */
  boolean failed() {
    return file().failed();
  }

  /** Fails where {@link #failed}. */
  void check() throws RecordsFailedException {
    file().check();
  }

  /** Goes back, after a failure, to what is durable. Nobody may be changing anything. */
  void reopen() throws IOException {
    tables = RecordTables.of(file().reopened(), tables.changes());
  }

  /**
   * Opens the catalogue of the store in this directory.
   *
   * @throws DagStoreException.StoreBusy if another has it open
   * @throws DagStoreException.NoStore if it is opened to be read and is not there
   * @throws CorruptDataException if its file is not sound
   */
  static Records open(Path directory, OpenMode mode, RandomGenerator random) throws IOException {
    return open(directory, mode, random, Upkeep.WORTH_IT);
  }

  /**
   * The same.
   *
   * @param compactFrom files of fewer bytes are not compacted
   */
  static Records open(Path directory, OpenMode mode, RandomGenerator random, long compactFrom)
      throws IOException {
    var file = RecordFile.open(directory, mode, compactFrom);
    try {
      boolean fresh = !file.has("facts");
      if (fresh && mode == OpenMode.READ_ONLY) {
        throw new DagStoreException.NoStore(directory);
      }
      var records = new Records(file, mode, fresh);
      records.check(random);
      if (mode == OpenMode.READ_WRITE) {
        records.change(RecordTables::beginCensus);
      }
      return records;
    } catch (IOException | RuntimeException | Error e) {
      try (Closeable _ = file::abandon) {
        throw e;
      }
    }
  }

  private void check(RandomGenerator random) throws IOException {
    if (fresh) {
      file().forceFolders();
      var secret = ByteBuffer.allocate(MultihashKey.SECRET_WORDS * Long.BYTES);
      while (secret.hasRemaining()) {
        secret.putLong(random.nextLong());
      }
      change(now -> {
        var facts = now.maps().facts();
        facts.put(FORMAT, FORMAT_VERSION);
        facts.put(SECRET, HexFormat.of().formatHex(secret.array()));
      });
    }
    checkFormat();
  }

  private void checkFormat() throws IOException {
    var format = fact(FORMAT);
    if (!FORMAT_VERSION.equals(format)) {
      throw file().corrupt("format of records", FORMAT_VERSION, format);
    }
  }

  /** True where this call made the catalogue. */
  boolean fresh() {
    return fresh;
  }

  /** The secret of the store's index keys. */
  long[] secret() throws IOException {
    var hex = fact(SECRET);
    if (hex.length() != MultihashKey.SECRET_WORDS * Long.BYTES * 2) {
      throw file().corrupt("secret", "64 digits", hex);
    }
    var words = new long[MultihashKey.SECRET_WORDS];
    ByteBuffer.wrap(HexFormat.of().parseHex(hex)).asLongBuffer().get(words);
    return words;
  }

  private String fact(String name) throws IOException {
    return read(now -> String.valueOf(now.maps().facts().get(name)));
  }

  /**
   * How many shards are in which state, in a time that does not grow with their number; except in a
   * file of before there were counts, opened to be read.
   */
  Census.Counts counts() throws IOException {
    return read(RecordTables::counts);
  }

  Optional<ShardRecord> get(ShardKey key) throws IOException {
    return read(now -> now.get(key));
  }

  /** The shard with this number. */
  Optional<ShardRecord> get(int number) throws IOException {
    return read(now -> now.get(number));
  }

  /**
   * Takes in a new shard and gives it its number, in one step.
   *
   * @throws DagStoreException.ShardExists if the key is taken
   */
  ShardRecord insert(ShardKey key, URI mount, ShardState state, boolean lazy, LocalCopy copy)
      throws IOException {
    var now = tables;
    return now.file().put(() -> now.insert(key, mount, state, lazy, copy));
  }

  /** Replaces a shard's record. */
  void put(ShardRecord shard) throws IOException {
    put(shard, UnaryOperator.identity());
  }

  /** Replaces a shard's record, and changes what is known of its failures. */
  void put(ShardRecord shard, UnaryOperator<Trouble> trouble) throws IOException {
    put(now -> now.put(shard, trouble));
  }

  /**
   * Replaces the record of a shard that the inverted index has just taken in, or that it has let go
   * because that failed.
   *
   * @param small its shard index; empty: it has a file, or none
   * @param trouble changes what is known of its failures
   */
  void put(ShardRecord shard, Optional<byte[]> small, UnaryOperator<Trouble> trouble)
      throws IOException {
    put(now -> now.put(shard, small, trouble));
  }

  /** Removes the record of a shard that the inverted index has just let go. */
  void delete(ShardRecord shard) throws IOException {
    put(now -> now.delete(shard));
  }

  /** The shard index of this number where it is a small one. */
  Optional<byte[]> smallIndex(int number) throws IOException {
    return read(now -> now.smallIndex(number));
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
    var given = tables.given();
    if (!given.isUsable(number)) {
      int upTo = given.reserved();
      durable();
      given.use(upTo);
    }
  }

  /** Numbers that a killed process may have used for shards whose records are lost. */
  Numbers.Doubtful doubtful() throws IOException {
    return read(now -> now.given().doubtful());
  }

  /** Where inverted index and records may be apart after a kill. */
  List<Marks.Mark> marks() throws IOException {
    return read(now -> now.marks().all());
  }

  /** The inverted index was flushed after these marks were asked for; not waited for. */
  void dropMarks(List<Marks.Mark> flushed) throws IOException {
    put(now -> now.marks().drop(flushed));
  }

  /** A look at which inverted index counts. */
  <T> T places(Function<IndexPlaces, T> look) throws IOException {
    return read(now -> look.apply(now.places()));
  }

  /** Changes which inverted index counts; not waited for. */
  void putPlaces(Consumer<IndexPlaces> change) throws IOException {
    put(now -> change.accept(now.places()));
  }

  /** What the records are kept in now; another after a {@link #reopen}. */
  Object session() {
    return tables;
  }

  /**
   * Records in the order of keys, from behind {@code after}, at most {@code limit}; only keys that
   * begin with {@code prefix}, which stand together.
   */
  List<ShardRecord> page(String prefix, Optional<ShardKey> after, int limit) throws IOException {
    return read(now -> now.page(prefix, after, limit));
  }

  /** Shards that the last process left on their way. */
  List<ShardRecord> inFlight() throws IOException {
    return read(RecordTables::inFlight);
  }

  /** What befell this shard. */
  Trouble trouble(ShardKey key) throws IOException {
    return read(now -> now.maps().errored().known(key.value()));
  }

  /** Shards that are errored, for who writes. */
  ErroredShards errored() {
    return tables.maps().errored();
  }

  /** What lies in the file, for who examines it. */
  RecordMaps maps() {
    return tables.maps();
  }

  /** Returns when all changes until now are durable. */
  void durable() throws IOException {
    file().durable();
  }

  /** Makes all changes until now durable, without waiting for it. */
  void durableSoon() {
    file().durableSoon();
  }

  /** See {@link RecordFile#compact}. */
  void compact(Duration most, Runnable moved) throws IOException {
    file().compact(most, moved);
  }

  /** The file that holds the records. */
  Path path() {
    return file().path();
  }

  @Override
  public void close() throws IOException {
    if (followed.isPresent()) {
      followed.get().close();
      return;
    }
    try (var _ = file()) {
      if (mode == OpenMode.READ_WRITE && !failed()) {
        change(now -> now.given().finish());
      }
    }
  }

  private RecordFile file() {
    return tables.file();
  }

  private <T extends @Nullable Object> T read(Function<RecordTables, T> look) throws IOException {
    if (followed.isPresent()) {
      return followed.get().read(look);
    }
    var now = tables;
    return now.file().read(() -> look.apply(now));
  }

  private void put(Consumer<RecordTables> change) throws IOException {
    var now = tables;
    now.file()
        .put(() -> {
          change.accept(now);
          return null;
        });
  }

  private void change(Consumer<RecordTables> change) throws IOException {
    put(change);
    durable();
  }
}
