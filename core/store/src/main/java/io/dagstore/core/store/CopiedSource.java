package io.dagstore.core.store;

import io.dagstore.core.files.CorruptDataException;
import io.dagstore.core.files.FileSource;
import io.dagstore.core.files.Scan;
import io.dagstore.core.files.Source;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** An open local copy, which stays where it is until this is closed. */
final class CopiedSource implements Source {
  private final FileSource file;
  private final GoodCopy copy;
  private final Runnable closed;
  private final AtomicBoolean open = new AtomicBoolean(true);

  private CopiedSource(FileSource file, GoodCopy copy, Runnable closed) {
    this.file = file;
    this.copy = copy;
    this.closed = closed;
  }

  /**
   * Opens the copy.
   *
   * @param closed runs once, when it is closed
   * @throws java.nio.file.NoSuchFileException if it is gone
   * @throws CorruptDataException if it has another size by now
   */
  static CopiedSource open(GoodCopy copy, Runnable closed) throws IOException {
    var file = FileSource.open(copy.file());
    if (file.size() == copy.size()) {
      return new CopiedSource(file, copy, closed);
    }
    try (file) {
      throw new CorruptDataException(
          file.name(), -1, "size", copy.size() + " bytes", file.size() + " bytes");
    }
  }

  /** What the record of a shard says of its copy when it is read from this source. */
  static LocalCopy facts(ShardRecord shard, Source source) {
    return source instanceof CopiedSource copied
        ? shard.copy().of(copied.copy.size(), copied.copy.digest())
        : shard.copy();
  }

  @Override
  public String name() {
    return file.name();
  }

  @Override
  public long size() {
    return file.size();
  }

  @Override
  public int readUpTo(long position, byte[] target, int offset, int length) throws IOException {
    return file.readUpTo(position, target, offset, length);
  }

  @Override
  public Optional<MemorySegment> view(long position, long length) {
    return file.view(position, length);
  }

  @Override
  public Optional<MemorySegment> viewInMemory(long position, long length) {
    return file.viewInMemory(position, length);
  }

  @Override
  public Scan scan(long from) throws IOException {
    return file.scan(from);
  }

  @Override
  public IOException fault(InternalError error) {
    return file.fault(error);
  }

  @Override
  public void close() throws IOException {
    if (open.compareAndSet(true, false)) {
      try {
        file.close();
      } finally {
        closed.run();
      }
    }
  }
}
