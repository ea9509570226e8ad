package io.dagstore.core.store;

import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.index.OpenMode;
import io.dagstore.core.files.AtomicFile;
import io.dagstore.core.files.CorruptDataException;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
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
  private static final int LOOK = 16;

  /** So much of the file is alive, in percent, or pages of this many bytes move at each look. */
  private static final int ALIVE = 75;

  private static final int MOVED_BYTES = 16 << 20;

  /** How long a freed chunk stays, ms; short, since every change is forced to the disk. */
  private static final int RETENTION = 1000;

  private final Path directory;
  private final Path path;
  private final MVStore store;
  private final Commits commits;
  private int written;

  private RecordFile(Path directory, Path path, MVStore store) {
    this.directory = directory;
    this.path = path;
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
    return alone(directory, path, () -> new RecordFile(directory, path, openStore(path, mode)));
  }

  private static MVStore openStore(Path path, OpenMode mode) {
    try {
      var file = PathStore.open(path, mode == OpenMode.READ_ONLY, CACHE_MB);
      var store =
          new MVStore.Builder()
              .adoptFileStore(file)
              .autoCommitDisabled()
              .keysPerPage(PAGE_KEYS)
              .open();
      if (mode == OpenMode.READ_WRITE) {
        file.seal();
      }
      store.setRetentionTime(RETENTION);
      return store;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes the names of the file and of its folders durable. */
  void forceFolders() throws IOException {
    AtomicFile.forceFolder(directory.resolve(FOLDER));
    AtomicFile.forceFolder(directory);
    AtomicFile.forceFolder(directory.resolveSibling("."));
  }

  Path path() {
    return path;
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

  /** Runs a look at the maps. */
  <T extends @Nullable Object> T read(Supplier<T> look) throws IOException {
    return alone(directory, path, look);
  }

  /** Runs a change of the maps, which all see when it returns; {@link #durable} waits for it. */
  <T extends @Nullable Object> T put(Supplier<T> change) throws IOException {
    return alone(directory, path, () -> commits.put(change));
  }

  /** The commit that makes durable what was changed before; to be waited for by {@link #await}. */
  FutureTask<?> begun() {
    return commits.begun();
  }

  /** Returns when a commit is done. */
  void await(FutureTask<?> commit) throws IOException {
    await(directory, path, commit);
  }

  /** Returns when all changes that were made before are durable, whoever made them. */
  void durable() throws IOException {
    await(begun());
  }

  /** Runs a change of the maps and returns when it is durable. */
  <T extends @Nullable Object> T change(Supplier<T> change) throws IOException {
    var result = put(change);
    durable();
    return result;
  }

  CorruptDataException corrupt(String what, String expected, String got) {
    return new CorruptDataException(path.toString(), 0, what, expected, got);
  }

  @Override
  public void close() throws IOException {
    try {
      durable();
    } finally {
      closeNow();
    }
  }

  private void closeNow() throws IOException {
    alone(
        directory,
        path,
        () -> {
          store.close();
          return null;
        });
  }

  private static <T extends @Nullable Object> T alone(Path directory, Path path, Supplier<T> work)
      throws IOException {
    var task = new FutureTask<>(work::get);
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
        case DataUtils.ERROR_CLOSED ->
            new IOException(
                "records " + path + ": closed since a write failed; open the store again", failure);
        default -> new IOException("records " + path + ": " + reason(failure), failure);
      };
    }
    if (cause instanceof IllegalArgumentException bad) {
      return corrupt(path, bad);
    }
    switch (cause) {
      case UncheckedIOException e -> throw e.getCause();
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case null, default -> throw new IOException(cause);
    }
  }

  private static String reason(MVStoreException failure) {
    var cause = failure.getCause();
    return String.valueOf((cause == null ? failure : cause).getMessage());
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
