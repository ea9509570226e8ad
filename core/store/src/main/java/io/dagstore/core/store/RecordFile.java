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
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.DataType;
import org.h2.mvstore.type.LongDataType;
import org.h2.mvstore.type.StringDataType;
import org.jspecify.annotations.Nullable;

/**
 * The MVStore file below the records: a change is seen at once and durable when {@link #durable}
 * returns; all who wait share one write and one force. The file's own errors become ours.
 *
 * <p>Everything that may touch the file runs on a thread of its own, because an interrupt of the
 * thread that reads or writes would close the file's channel under everybody.
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

  /** Commits from one look at how much of the file is dead to the next. */
  private static final int LOOK = 2;

  /** So much of the file is alive, in percent, or pages of this many bytes move at each look. */
  private static final int ALIVE = 75;

  private static final int MOVED_BYTES = 2 << 20;

  /** How long a freed chunk stays, ms; short, since every change is forced to the disk. */
  private static final int RETENTION = 1000;

  private final Path directory;
  private final LockedFile file;
  private final MVStore store;
  private final Commits commits;
  private int written;

  private RecordFile(Path directory, LockedFile file, MVStore store) {
    this.directory = directory;
    this.file = file;
    this.store = store;
    this.commits = new Commits(this::write, store::sync);
  }

  /** What is moved is forced before anything is written over the place where it was. */
  private void write() {
    store.commit();
    if (++written % LOOK == 0) {
      store.compact(ALIVE, MOVED_BYTES);
    }
  }

  static RecordFile open(Path directory, OpenMode mode) throws IOException {
    var path = directory.resolve(FOLDER).resolve(NAME);
    if (mode == OpenMode.READ_WRITE) {
      AtomicFile.createFolders(directory.resolve(FOLDER));
    } else if (!Files.exists(path)) {
      throw new DagStoreException.NoStore(directory);
    }
    return alone(directory, path, () -> open(directory, path, mode == OpenMode.READ_ONLY));
  }

  private static RecordFile open(Path directory, Path path, boolean readOnly) throws IOException {
    var file = LockedFile.open(path, readOnly);
    try {
      return new RecordFile(directory, file, openStore(file, readOnly));
    } catch (IOException | RuntimeException | Error e) {
      try (file) {
        throw e;
      }
    }
  }

  private static MVStore openStore(LockedFile file, boolean readOnly) throws IOException {
    var paths = new PathStore(file, readOnly, CACHE_MB);
    var store =
        new MVStore.Builder()
            .adoptFileStore(paths)
            .autoCommitDisabled()
            .autoCommitBufferSize(0)
            .keysPerPage(PAGE_KEYS)
            .open();
    if (!readOnly) {
      paths.seal();
    }
    store.setRetentionTime(RETENTION);
    return store;
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
    return alone(
        directory,
        path(),
        () -> {
          store.closeImmediately();
          file.takeBack();
          return new RecordFile(directory, file, openStore(file, /* readOnly= */ false));
        });
  }

  /** Makes the names of the file and of its folders durable. */
  void forceFolders() throws IOException {
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
    return checked(() -> alone(directory, path(), () -> undisturbed(look)));
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
    return checked(() -> alone(directory, path(), () -> commits.put(change)));
  }

  /** Begins to make durable what was changed before, without waiting for it. */
  void durableSoon() {
    var _ = commits.begun();
  }

  /** Returns when all changes that were made before are durable, whoever made them. */
  void durable() throws IOException {
    var _ = checked(() -> await(directory, path(), commits.begun()));
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
      throw new RecordsFailedException(path(), reason(failure));
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
      var _ = alone(directory, path(), Executors.callable((Runnable) store::close));
    }
  }

  /** Ends without writing anything. */
  void abandon() throws IOException {
    try (file) {
      store.closeImmediately();
    }
  }

  private static <T extends @Nullable Object> T alone(Path directory, Path path, Callable<T> work)
      throws IOException {
    var task = new FutureTask<>(work);
    Thread.ofVirtual().name("dagstore-records").start(task);
    return await(directory, path, task);
  }

  private static <T extends @Nullable Object> T await(Path directory, Path path, FutureTask<T> task)
      throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw translate(directory, path, e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static IOException translate(Path directory, Path path, @Nullable Throwable cause)
      throws IOException {
    if (cause instanceof MVStoreException failure) {
      return switch (failure.getErrorCode()) {
        case DataUtils.ERROR_FILE_LOCKED ->
            throw new DagStoreException.StoreBusy(directory, failure);
        case DataUtils.ERROR_FILE_CORRUPT,
            DataUtils.ERROR_UNSUPPORTED_FORMAT,
            DataUtils.ERROR_CHUNK_NOT_FOUND,
            DataUtils.ERROR_SERIALIZATION,
            DataUtils.ERROR_BLOCK_NOT_FOUND ->
            corrupt(path, failure);
        case DataUtils.ERROR_CLOSED -> new RecordsFailedException(path, failure);
        default ->
            new IOException("records " + path + ": " + reason(failure).getMessage(), failure);
      };
    }
    if (cause instanceof IllegalArgumentException bad) {
      return corrupt(path, bad);
    }
    switch (cause) {
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case null, default -> throw new IOException(cause);
    }
  }

  private static Throwable reason(Throwable failure) {
    var cause = failure.getCause();
    return failure instanceof MVStoreException && cause != null ? cause : failure;
  }

  private static CorruptDataException corrupt(Path path, Exception cause) {
    return new CorruptDataException(
        path.toString(),
        -1,
        "records",
        "a sound MVStore file",
        String.valueOf(cause.getMessage()),
        cause);
  }
}
