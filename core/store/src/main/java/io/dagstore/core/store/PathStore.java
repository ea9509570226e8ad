package io.dagstore.core.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipOutputStream;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.RandomAccessStore;
import org.h2.mvstore.SFChunk;

/**
 * What an MVStore writes to: a file of any file system, where MVStore's own knows only those that
 * have a name. Open and locked from its making on, shared with other readers or alone.
 */
final class PathStore extends RandomAccessStore {
  /** The two copies of MVStore's header; a file without more was never committed to. */
  private static final int HEADER_BYTES = 2 * 4096;

  private final Path path;
  private final FileChannel channel;

  private PathStore(Path path, FileChannel channel, boolean readOnly, int cacheMegabytes)
      throws IOException {
    super(Map.of("cacheSize", cacheMegabytes));
    this.path = path;
    this.channel = channel;
    init(path.toString(), readOnly);
    saveChunkLock.lock();
    try {
      setSize(channel.size());
    } finally {
      saveChunkLock.unlock();
    }
  }

  /**
   * Opens the file and, to write, makes it where it is not there or its making was cut short.
   *
   * @throws MVStoreException that it is locked, where another has it
   */
  static PathStore open(Path path, boolean readOnly, int cacheMegabytes) throws IOException {
    var options =
        readOnly
            ? Set.of(StandardOpenOption.READ)
            : Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    var channel = FileChannel.open(path, options);
    try {
      lock(path, channel, readOnly);
      if (!readOnly && channel.size() <= HEADER_BYTES) {
        channel.truncate(0);
      }
      return new PathStore(path, channel, readOnly, cacheMegabytes);
    } catch (IOException | RuntimeException | Error e) {
      try (channel) {
        throw e;
      }
    }
  }

  /** The lock goes with the channel. */
  private static void lock(Path path, FileChannel channel, boolean shared) throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock(0, Long.MAX_VALUE, shared);
    } catch (OverlappingFileLockException e) {
      throw DataUtils.newMVStoreException(DataUtils.ERROR_FILE_LOCKED, "{0} is locked", path, e);
    }
    if (lock == null) {
      throw DataUtils.newMVStoreException(DataUtils.ERROR_FILE_LOCKED, "{0} is locked", path);
    }
  }

  @Override
  public ByteBuffer readFully(SFChunk chunk, long position, int length) {
    return readFully(channel, position, length);
  }

  @Override
  protected void writeFully(SFChunk chunk, long position, ByteBuffer bytes) {
    int length = bytes.remaining();
    long at = position;
    try {
      while (bytes.hasRemaining()) {
        at += channel.write(bytes, at);
      }
    } catch (IOException e) {
      throw failed("written", e);
    }
    setSize(Math.max(size(), at));
    writeCount.incrementAndGet();
    writeBytes.addAndGet(length);
  }

  @Override
  protected void truncate(long size) {
    try {
      channel.truncate(size);
    } catch (IOException e) {
      throw failed("cut shorter", e);
    }
    setSize(Math.min(size(), size));
    writeCount.incrementAndGet();
  }

  @Override
  public void sync() {
    try {
      channel.force(true);
    } catch (IOException e) {
      throw failed("forced", e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw failed("closed", e);
    } finally {
      super.close();
    }
  }

  private MVStoreException failed(String what, IOException cause) {
    return DataUtils.newMVStoreException(
        DataUtils.ERROR_WRITING_FAILED, "{0} cannot be {1}", path, what, cause);
  }

  @Override
  public void open(String name, boolean readOnly, char[] encryptionKey) {
    throw new UnsupportedOperationException(path + " is open since it was made");
  }

  @Override
  public PathStore open(String name, boolean readOnly) {
    throw new UnsupportedOperationException(path + " is not compacted into another file");
  }

  @Override
  public void backup(ZipOutputStream out) {
    throw new UnsupportedOperationException(path + " is not backed up while it is open");
  }
}
