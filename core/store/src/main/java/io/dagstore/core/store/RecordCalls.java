package io.dagstore.core.store;

import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.RecordsFailedException;
import io.dagstore.core.files.CorruptDataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * Calls to the MVStore of a file, each on a thread of its own, because an interrupt of the thread
 * that reads or writes would close the file's channel under everybody. The MVStore's errors become
 * ours.
 */
record RecordCalls(Path directory, Path path) {
  /** Does this and returns what comes of it. */
  <T extends @Nullable Object> T alone(Callable<T> work) throws IOException {
    var task = new FutureTask<>(work);
    Thread.ofVirtual().name("dagstore-records").start(task);
    return await(task);
  }

  /** Returns what comes of a task, however often it is interrupted meanwhile. */
  <T extends @Nullable Object> T await(FutureTask<T> task) throws IOException {
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
      throw translate(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private IOException translate(@Nullable Throwable cause) throws IOException {
    if (cause instanceof MVStoreException failure) {
      return switch (failure.getErrorCode()) {
        case DataUtils.ERROR_FILE_LOCKED ->
            throw new DagStoreException.StoreBusy(directory, failure);
        case DataUtils.ERROR_FILE_CORRUPT,
            DataUtils.ERROR_UNSUPPORTED_FORMAT,
            DataUtils.ERROR_CHUNK_NOT_FOUND,
            DataUtils.ERROR_SERIALIZATION,
            DataUtils.ERROR_BLOCK_NOT_FOUND ->
            corrupt(failure);
        case DataUtils.ERROR_CLOSED -> new RecordsFailedException(path, failure);
        default ->
            new IOException("records " + path + ": " + reason(failure).getMessage(), failure);
      };
    }
    if (cause instanceof IllegalArgumentException bad) {
      return corrupt(bad);
    }
    switch (cause) {
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case null, default -> throw new IOException(cause);
    }
  }

  /** What an MVStore met, where it tells of it. */
  static Throwable reason(Throwable failure) {
    var cause = failure.getCause();
    return failure instanceof MVStoreException && cause != null ? cause : failure;
  }

  private CorruptDataException corrupt(Exception cause) {
    return new CorruptDataException(
        path.toString(),
        -1,
        "records",
        "a sound MVStore file",
        String.valueOf(cause.getMessage()),
        cause);
  }
}
