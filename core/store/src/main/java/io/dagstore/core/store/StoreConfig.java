package io.dagstore.core.store;

import io.dagstore.core.api.RecoverOnStart;
import io.dagstore.core.api.StoreListener;
import io.dagstore.core.api.VerifyPolicy;
import io.dagstore.core.api.index.IndexOpener;
import io.dagstore.core.api.index.InvertedIndex;
import io.dagstore.core.api.index.OpenMode;
import io.dagstore.core.api.index.ShardIndexRepository;
import io.dagstore.core.api.index.ShardIndexers;
import io.dagstore.core.api.journal.Journal;
import io.dagstore.core.api.mount.MountRegistry;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What a store is made of. Four parts have no default; the setters change the rest and return this
 * object. {@link Store#open} takes what it says at that moment. Not thread-safe.
 */
public final class StoreConfig {
  private static final int MAX_OPEN_SHARDS = 16_384;

  /** What is done about shards that are errored at the start; nothing by default. */
  public StoreConfig recoverOnStart(RecoverOnStart policy) {
    recoverOnStart = policy;
    return this;
  }

  /**
   * How often what the world failed is tried again; never by default. Retries that were planned
   * when the store was closed go on when it is opened again with a policy that allows any.
   */
  public StoreConfig retries(RetryPolicy policy) {
    retries = policy;
    return this;
  }

  /** Wakes the store when a retry is due; the system's by default. */
  public StoreConfig timer(Timer newTimer) {
    timer = newTimer;
    return this;
  }

  RetryPlan retryPlan() {
    return new RetryPlan(clock, random, retries, recoverOnStart);
  }

  /** Bytes of a local copy from one note of what is forced to the disk to the next. */
  private static final long COPY_NOTE_STEP = 64 << 20;

  final Path directory;
  final MountRegistry mounts;
  final IndexOpener<? extends ShardIndexRepository> shardIndices;
  final IndexOpener<? extends InvertedIndex> inverted;
  String engine = "";
  Supplier<? extends Map<String, ? extends IndexOpener<? extends InvertedIndex>>> engines = Map::of;
  ShardIndexers indexers = ShardIndexers.of();
  StoreListener listener = StoreListener.none();
  Journal journal = Journal.none();
  InstantSource clock = InstantSource.system();
  RandomGenerator random = new SecureRandom();
  Executor executor = task -> Thread.ofVirtual().name("dagstore").start(task);
  VerifyPolicy verify = VerifyPolicy.FIRST_READ;
  OpenMode mode = OpenMode.READ_WRITE;
  boolean follows;
  int maxOpenShards = MAX_OPEN_SHARDS;
  int maxIndexing = Runtime.getRuntime().availableProcessors();
  CopyLimits copyLimits = CopyLimits.STANDARD;
  int maxCopying;
  RecoverOnStart recoverOnStart = RecoverOnStart.DO_NOT_RECOVER;
  RetryPolicy retries = RetryPolicy.NONE;
  Timer timer = Timer.system();
  long copyNoteStep = COPY_NOTE_STEP;
  long compactFrom = Upkeep.WORTH_IT;
  Steps steps = step -> {};

  private StoreConfig(
      Path directory,
      MountRegistry mounts,
      IndexOpener<? extends ShardIndexRepository> shardIndices,
      IndexOpener<? extends InvertedIndex> inverted) {
    this.directory = directory;
    this.mounts = mounts;
    this.shardIndices = shardIndices;
    this.inverted = inverted;
  }

  /**
   * A store in this directory, which is made where it is not there.
   *
   * @param directory the store's own
   * @param mounts where shards may come from
   * @param shardIndices opens the index per shard, in the folder {@code index}
   * @param inverted opens the index over all shards, in the folder {@code inverted}
   */
  public static StoreConfig of(
      Path directory,
      MountRegistry mounts,
      IndexOpener<? extends ShardIndexRepository> shardIndices,
      IndexOpener<? extends InvertedIndex> inverted) {
    return new StoreConfig(directory.toAbsolutePath(), mounts, shardIndices, inverted);
  }

  /**
   * Gives the opener of the inverted index a name, so that the store knows which engine made the
   * index on the disk, and may move to another. Without one it opens by the opener it was given
   * whatever is there.
   *
   * @param name of the engine: lower case letters, digits, {@code -}
   * @param others finds openers of other engines by their names, when they are needed
   */
  public StoreConfig engine(
      String name,
      Supplier<? extends Map<String, ? extends IndexOpener<? extends InvertedIndex>>> others) {
    engine = IndexPlace.FIRST.by(name).engine();
    engines = others;
    return this;
  }

  /** Who is asked before a source is taken for a CAR; nobody by default. They may come and go. */
  public StoreConfig indexers(ShardIndexers newIndexers) {
    indexers = newIndexers;
    return this;
  }

  /** Who hears of every event; nobody by default. {@code Listeners} may come and go. */
  public StoreConfig listener(StoreListener newListener) {
    listener = newListener;
    return this;
  }

  /** Where events are taken down; nowhere by default. */
  public StoreConfig journal(Journal newJournal) {
    journal = newJournal;
    return this;
  }

  /** The clock of the journal and of what waits a while; the system's by default. */
  public StoreConfig clock(InstantSource newClock) {
    clock = newClock;
    return this;
  }

  /**
   * Where the secret of a new store and the chance in the times of retries come from; the system's
   * secure source by default.
   */
  public StoreConfig random(RandomGenerator newRandom) {
    random = newRandom;
    return this;
  }

  /**
   * Runs the work of shards; a virtual thread each by default. It must never run a task on the
   * thread that hands it in, and have a thread for each shard that is busy.
   */
  public StoreConfig executor(Executor newExecutor) {
    executor = newExecutor;
    return this;
  }

  /** When blocks are hashed; at their first read by default. */
  public StoreConfig verify(VerifyPolicy newVerify) {
    verify = newVerify;
    return this;
  }

  /** Opens the store to be read only, beside other readers; what is not there is not made. */
  public StoreConfig readOnly() {
    mode = OpenMode.READ_ONLY;
    return this;
  }

  /**
   * Opens the store to be read only, beside a process that writes it and may come and go: what that
   * registers or destroys is seen within a second. It takes no lock and writes nothing in the
   * store's directory. The engine of the inverted index must be one for several processes. Not in a
   * process that has the store open already: closing a file there would end the other's lock.
   */
  public StoreConfig following() {
    follows = true;
    return readOnly();
  }

  /** How many shards nobody leases stay open, 1 or more; {@value #MAX_OPEN_SHARDS} by default. */
  public StoreConfig maxOpenShards(int most) {
    maxOpenShards = positive("open shards", most);
    return this;
  }

  /** How many shards are indexed at once, 1 or more; the number of processors by default. */
  public StoreConfig maxIndexing(int most) {
    maxIndexing = positive("indexing at once", most);
    return this;
  }

  /** How much room local copies may take; {@link CopyLimits#STANDARD} by default. */
  public StoreConfig copyLimits(CopyLimits newLimits) {
    copyLimits = newLimits;
    return this;
  }

  /**
   * How many local copies of mounts that are ready are made at once, 0: no limit, which is the
   * default. Those that are not ready may take hours to be, and do not count.
   */
  public StoreConfig maxCopying(int most) {
    if (most < 0) {
      throw new IllegalArgumentException("copying at once: expected 0 or more, got " + most);
    }
    maxCopying = most;
    return this;
  }

  /** Bytes of a local copy from one note to the next; for tests that stop between two. */
  StoreConfig copyNoteStep(long bytes) {
    copyNoteStep = bytes;
    return this;
  }

  /** Bytes from which on the file of the records is compacted; for tests of what that does. */
  StoreConfig compactFrom(long bytes) {
    compactFrom = bytes;
    return this;
  }

  /** Hears of each step between two durable writes; for tests that stop there. */
  StoreConfig steps(Steps newSteps) {
    steps = newSteps;
    return this;
  }

  private static int positive(String what, int most) {
    if (most < 1) {
      throw new IllegalArgumentException(what + ": expected 1 or more, got " + most);
    }
    return most;
  }
}
