package io.dagstore.core.store;

import io.dagstore.core.api.DagStoreException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The records while another process may write them: opened again whenever the file's header is
 * another one. Where a header leads to is written over only behind the next one, and no header
 * comes twice; so what was read, or failed, while the header stayed the same did so because of what
 * a commit wrote, and anything else is done again. Locks nothing, writes nothing. Thread-safe.
 */
final class FollowedRecords implements Closeable {
  /** How long a look is tried again where commits come faster than it ends. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final RecordCalls calls;
  private volatile @Nullable View view;
  private boolean closed;

  private FollowedRecords(RecordCalls calls) {
    this.calls = calls;
  }

  /**
   * Those of the store in this directory.
   *
   * @throws DagStoreException.NoStore if there is none
   */
  static FollowedRecords open(Path directory) throws IOException {
    var path = RecordFile.path(directory);
    if (!Files.exists(path)) {
      throw new DagStoreException.NoStore(directory);
    }
    var records = new FollowedRecords(new RecordCalls(directory, path));
    var _ = records.read(tables -> tables);
    return records;
  }

  /** The records as of one commit, and the header of the file before they were opened. */
  private final class View {
    private final LockedFile file;
    private final byte[] header;
    private @Nullable RecordTables tables;

    View() throws IOException {
      file = LockedFile.follow(calls.path());
      header = calls.alone(file::readHeader);
    }

    RecordTables tables() throws IOException {
      var opened = tables;
      if (opened == null) {
        opened = RecordTables.of(RecordFile.over(calls, file), 0);
        tables = opened;
      }
      return opened;
    }

    /** Whether the file is as it was. */
    boolean isNow() throws IOException {
      try {
        return Arrays.equals(header, calls.alone(file::readHeader));
      } catch (IOException e) {
        if (isLast()) {
          throw e;
        }
        return false;
      }
    }

    @SuppressWarnings("ReferenceEquality") // whether it is this one, not one like it
    private boolean isLast() {
      return view == this;
    }
  }

  /** A look at the records as they are now. */
  <T extends @Nullable Object> T read(Function<RecordTables, T> look) throws IOException {
    long began = System.nanoTime();
    while (true) {
      var now = current();
      try {
        var tables = tables(now);
        var seen = tables.file().read(() -> look.apply(tables));
        if (now.isNow()) {
          return seen;
        }
      } catch (IOException | RuntimeException | Error e) {
        if (now.isNow()) {
          throw e;
        }
      }
      if (System.nanoTime() - began > PATIENCE.toNanos()) {
        throw new IOException(
            "records %s: expected a look to end between two commits, got none in %s"
                .formatted(calls.path(), PATIENCE));
      }
    }
  }

  /** One at a time: what is half open is of no use to others. */
  private synchronized RecordTables tables(View now) throws IOException {
    return now.tables();
  }

  private View current() throws IOException {
    var now = view;
    return now != null && now.isNow() ? now : renewed();
  }

  private synchronized View renewed() throws IOException {
    if (closed) {
      throw new IOException("records " + calls.path() + ": expected them open, got them closed");
    }
    var before = view;
    if (before != null && before.isNow()) {
      return before;
    }
    var next = new View();
    view = next;
    if (before != null) {
      // Who is reading there reads again.
      before.file.close();
    }
    return next;
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    var last = view;
    if (last != null) {
      last.file.close();
    }
  }
}
