package io.dagstore.distribution.runtime.bundle;

import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.files.CorruptDataException;
import io.dagstore.distribution.runtime.config.ConfigException;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a node does not start, where that is no bug.
 *
 * @param exitCode what the process ends with
 * @param why one line
 */
record StartFailure(int exitCode, String why) {
  private static final int NO = 1;
  private static final int USAGE = 2;
  private static final int CORRUPT = 65;
  private static final int WORLD = 74;
  private static final int BUSY = 75;

  /** Empty when it is a bug of ours. */
  static Optional<StartFailure> of(Throwable thrown) {
    return switch (thrown) {
      case ConfigException e -> failure(USAGE, e.getMessage());
      case DagStoreException.StoreBusy e -> failure(BUSY, e.getMessage());
      case DagStoreException.UnknownScheme e -> failure(USAGE, e.getMessage());
      case DagStoreException e -> failure(NO, e.getMessage());
      case CorruptDataException e -> failure(CORRUPT, e.getMessage());
      case BindException e -> failure(BUSY, e.getMessage());
      case AccessDeniedException e -> failure(WORLD, "permission denied: " + e.getFile());
      case FileSystemException e when e.getReason() == null ->
          failure(WORLD, "cannot use " + e.getFile() + ": " + e.getClass().getSimpleName());
      case IOException e -> failure(WORLD, String.valueOf(e.getMessage()));
      default -> Optional.empty();
    };
  }

  private static Optional<StartFailure> failure(int exitCode, @Nullable String why) {
    var line = String.valueOf(why).strip().replaceAll("\\s*\\R\\s*", " ");
    return Optional.of(new StartFailure(exitCode, line));
  }
}
