package io.dagstore.core.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;

/**
 * The file of the records, open and, except of who follows another process, locked until it is
 * closed. It knows the header that was last forced, so that it can be what it was then: what a
 * failed force has lost is still seen in the kernel's cache, and no later force brings it back.
 * Once a call failed, nothing is written until {@link #takeBack}. One thread at a time writes.
 */
final class LockedFile implements Closeable {
  static final int BLOCK = 4096;

  /** The two copies of the header; a file without more was never committed to. */
  static final int HEADER_BYTES = 2 * BLOCK;

  private final Path path;
  private final FileChannel channel;

  /** In the header: how often the file was taken back. */
  private static final String TAKEN_BACK = "back";

  /** A copy of the header as it was written last, and as it was then forced. */
  private byte[] header = {};

  private byte[] forcedHeader = {};
  private boolean broken;

  /** A call that changes the file. */
  @FunctionalInterface
  private interface Change {
    void run() throws IOException;
  }

  private LockedFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Opens the file and, to write, makes it where it is not there or its making was cut short.
   *
   * @throws MVStoreException that it is locked, where another has it
   */
  static LockedFile open(Path path, boolean readOnly) throws IOException {
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
      return new LockedFile(path, channel);
    } catch (IOException | RuntimeException | Error e) {
      try (channel) {
        throw e;
      }
    }
  }

  /** Opens the file to read what another process writes, without a lock. */
  static LockedFile follow(Path path) throws IOException {
    return new LockedFile(path, FileChannel.open(path, StandardOpenOption.READ));
  }

  /** Both copies of the header as they are now, or less where the file is shorter. */
  byte[] readHeader() throws IOException {
    var bytes = ByteBuffer.allocate(HEADER_BYTES);
    while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {}
    return Arrays.copyOf(bytes.array(), bytes.position());
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

  Path path() {
    return path;
  }

  /** To read from. */
  FileChannel channel() {
    return channel;
  }

  /** Writes one copy of the header, or both. */
  void writeHeader(long position, ByteBuffer copies) {
    header = new byte[BLOCK];
    copies.get(copies.position(), header);
    change("written", () -> put(position, copies));
  }

  /** Writes behind the header; returns where that ends. */
  long write(long position, ByteBuffer bytes) {
    long end = position + bytes.remaining();
    change("written", () -> put(position, bytes));
    return end;
  }

  private void put(long position, ByteBuffer bytes) throws IOException {
    for (long at = position; bytes.hasRemaining(); ) {
      at += channel.write(bytes, at);
    }
  }

  void truncate(long size) {
    change("cut shorter", () -> channel.truncate(size));
  }

  /** True where a header was written since the file was last forced. */
  boolean isHeaderUnforced() {
    return !Arrays.equals(header, forcedHeader);
  }

  void force() {
    change("forced", () -> channel.force(true));
    forcedHeader = header;
  }

  private void change(String what, Change change) {
    if (broken) {
      throw failed(what, new IOException("a call before failed"));
    }
    try {
      change.run();
    } catch (IOException e) {
      broken = true;
      throw failed(what, e);
    }
  }

  private MVStoreException failed(String what, IOException cause) {
    return DataUtils.newMVStoreException(
        DataUtils.ERROR_WRITING_FAILED, "{0} cannot be {1}", path, what, cause);
  }

  /**
   * Makes the file, durably, what it was when it was last forced, and lets writes go on. Nothing
   * leads to what was written since. The header says how often this was done, so that it is another
   * one than all before: who follows the file knows by it that the commit after is not the one that
   * was taken back.
   */
  void takeBack() {
    if (forcedHeader.length == 0) {
      throw failed("taken back", new IOException("nothing was forced yet"));
    }
    broken = false;
    var copy = counted(forcedHeader);
    writeHeader(0, ByteBuffer.allocate(HEADER_BYTES).put(copy).put(copy).flip());
    force();
  }

  private static byte[] counted(byte[] copy) {
    int before = (int) DataUtils.readHexLong(ChecksummedLine.read(copy), TAKEN_BACK, 0);
    return ChecksummedLine.with(ChecksummedLine.without(copy, TAKEN_BACK), TAKEN_BACK, before + 1);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
