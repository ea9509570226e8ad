package io.dagstore.core.api;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;

/**
 * The disk below the records of the store failed. What was not durable by then is forgotten, and
 * until the records are open again, which each further call tries first, nothing but blocks of open
 * shards is given. Whoever meets this cannot know how much of its call was durable: it asks for the
 * shard again. One whose record was is there, and is indexed, or removed, to the end by itself.
 */
public final class RecordsFailedException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  private final String file;

  /** This file of records failed, for this reason. */
  public RecordsFailedException(Path file, Throwable reason) {
    super(
        "records %s: expected a disk that keeps what is written, got: %s; free room or mend it, and the next call opens them again"
            .formatted(file, reason.getMessage()),
        reason);
    this.file = file.toString();
  }

  /** The file. */
  public Path file() {
    return Path.of(file);
  }
}
