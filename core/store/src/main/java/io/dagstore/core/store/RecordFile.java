package io.dagstore.core.store;

import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.RecordsFailedException;
import io.dagstore.core.api.index.OpenMode;
import io.dagstore.core.files.AtomicFile;
import io.dagstore.core.files.CorruptDataException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.DataType;
import org.h2.mvstore.type.LongDataType;
import org.h2.mvstore.type.StringDataType;
import org.jspecify.annotations.Nullable;

/**
 * The MVStore file below the records: a change is seen at once and durable when {@link #durable}
 * returns; all who wait share one write and one force.
 */
final class RecordFile implements Closeable {
  private static final String FOLDER = "records";
  private static final String NAME = "records.mv";
  private static final int CACHE_MB = 8;

  /**
   * Entries of a page, few: keys come in no order, so that each new one writes its page anew, and
   * the pages above it.
   */
  private static final int PAGE_KEYS = 16;

  private final RecordCalls calls;
  private final LockedFile file;
  private final long compactFrom;
  private final MVStore store;
  private final Upkeep upkeep;
  private final Commits commits;

  private RecordFile(RecordCalls calls, LockedFile file, PathStore paths, long compactFrom) {
    this.calls = calls;
    this.file = file;
    this.compactFrom = compactFrom;
    store =
        new MVStore.Builder()
            .adoptFileStore(paths)
            .autoCommitDisabled()
            .autoCommitBufferSize(0)
            .keysPerPage(PAGE_KEYS)
            .open();
    upkeep = new Upkeep(store, paths, compactFrom);
    commits = new Commits(this::write, store::sync);
  }

  private void write() {
    store.commit();
    upkeep.afterCommit();
  }

  /**
   * Opens the file of the store in this directory.
   *
   * @param compactFrom see {@link Upkeep}
   */
  static RecordFile open(Path directory, OpenMode mode, long compactFrom) throws IOException {
    var path = path(directory);
    if (mode == OpenMode.READ_WRITE) {
      AtomicFile.createFolders(directory.resolve(FOLDER));
    } else if (!Files.exists(path)) {
      throw new DagStoreException.NoStore(directory);
    }
    var calls = new RecordCalls(directory, path);
    return calls.alone(() -> open(calls, mode == OpenMode.READ_ONLY, compactFrom));
  }

  /** Where the file of the store in this directory lies. */
  static Path path(Path directory) {
    return directory.resolve(FOLDER).resolve(NAME);
  }

  /** One to read from, over a file that another process may write and that this does not close. */
  static RecordFile over(RecordCalls calls, LockedFile file) throws IOException {
    return calls.alone(
        () -> new RecordFile(calls, file, new PathStore(file, /* readOnly= */ true, CACHE_MB), 0));
  }

  private static RecordFile open(RecordCalls calls, boolean readOnly, long compactFrom)
      throws IOException {
    var file = LockedFile.open(calls.path(), readOnly);
    try {
      var paths = new PathStore(file, readOnly, CACHE_MB);
      var opened = new RecordFile(calls, file, paths, compactFrom);
      if (!readOnly) {
        paths.seal();
      }
      return opened;
    } catch (IOException | RuntimeException | Error e) {
      try (file) {
        throw e;
      }
    }
  }

  /** True where a write or a force failed, so that only {@link #reopened} helps. */
  boolean failed() {
    return commits.failure() != null;
  }

  /**
   * Another one in place of this, which has failed: the file as it was when it was forced last.
   * What fails changes nothing, and can be tried again.
   */
  RecordFile reopened() throws IOException {
    return calls.alone(() -> {
      store.closeImmediately();
      file.takeBack();
      var paths = new PathStore(file, /* readOnly= */ false, CACHE_MB);
      return new RecordFile(calls, file, paths, compactFrom);
    });
  }

  /**
   * Moves together what is alive where too much of the file is dead, durably, a part after the
   * other, for so long at most and as long as it is of use. Others change the records in between.
   *
   * @param moved is told after each part
   */
  void compact(Duration most, Runnable moved) throws IOException {
    long began = System.nanoTime();
    for (long left = upkeep.parts(); left > 0 && compactPart(); left--) {
      moved.run();
      if (System.nanoTime() - began > most.toNanos()) {
        return;
      }
    }
  }

  private boolean compactPart() throws IOException {
    change(() -> {
      upkeep.want();
      return null;
    });
    return upkeep.hasGained();
  }

  /** Makes the names of the file and of its folders durable. */
  void forceFolders() throws IOException {
    var directory = calls.directory();
    AtomicFile.forceFolder(directory.resolve(FOLDER));
    AtomicFile.forceFolder(directory);
    AtomicFile.forceFolder(directory.resolveSibling("."));
  }

  Path path() {
    return file.path();
  }

  boolean has(String map) throws IOException {
    return read(() -> store.hasMap(map));
  }

  <V> MVMap<String, V> map(String name, DataType<V> values) throws IOException {
    return read(() ->
        store.openMap(
            name,
            new MVMap.Builder<String, V>().keyType(StringDataType.INSTANCE).valueType(values)));
  }

  <V> MVMap<Long, V> numbered(String name, DataType<V> values) throws IOException {
    return read(() ->
        store.openMap(
            name, new MVMap.Builder<Long, V>().keyType(LongDataType.INSTANCE).valueType(values)));
  }

  /** Runs a look at the maps; what it goes through stays in the file meanwhile. */
  <T extends @Nullable Object> T read(Supplier<T> look) throws IOException {
    return checked(() -> calls.alone(() -> undisturbed(look)));
  }

  private <T extends @Nullable Object> T undisturbed(Supplier<T> look) {
    var use = store.registerVersionUsage();
    try {
      return look.get();
    } finally {
      store.deregisterVersionUsage(use);
    }
  }

  /** Runs a change of the maps, which all see when it returns; {@link #durable} waits for it. */
  <T extends @Nullable Object> T put(Supplier<T> change) throws IOException {
    return checked(() -> calls.alone(() -> commits.put(change)));
  }

  /** Begins to make durable what was changed before, without waiting for it. */
  void durableSoon() {
    var _ = commits.begun();
  }

  /** Returns when all changes that were made before are durable, whoever made them. */
  void durable() throws IOException {
    var _ = checked(() -> calls.await(commits.begun()));
  }

  /** Runs a change of the maps and returns when it is durable. */
  <T extends @Nullable Object> T change(Supplier<T> change) throws IOException {
    var result = put(change);
    durable();
    return result;
  }

  /** Something that is done with the maps. */
  @FunctionalInterface
  private interface Work<T extends @Nullable Object> {
    T run() throws IOException;
  }

  /** Whatever fails where a commit has failed, fails for that reason. */
  private <T extends @Nullable Object> T checked(Work<T> work) throws IOException {
    try {
      check();
      return work.run();
    } catch (IOException | RuntimeException e) {
      check();
      throw e;
    }
  }

  /** Fails for the reason for which a commit has failed. */
  void check() throws RecordsFailedException {
    var failure = commits.failure();
    if (failure != null) {
      throw new RecordsFailedException(path(), RecordCalls.reason(failure));
    }
  }

  CorruptDataException corrupt(String what, String expected, String got) {
    return new CorruptDataException(path().toString(), 0, what, expected, got);
  }

  /** Ends in order, or after a failure as {@link #abandon} does. */
  @Override
  public void close() throws IOException {
    if (failed()) {
      abandon();
      return;
    }
    try (file) {
      durable();
      var _ = calls.alone(Executors.callable((Runnable) store::close));
    }
  }

  /** Ends without writing anything. */
  void abandon() throws IOException {
    try (file) {
      store.closeImmediately();
    }
  }
}
