package io.dagstore.core.testkit.disk;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** An open file or folder of the disk. Reads and maps the real one; writes through the disk. */
final class SimulatedChannel extends FileChannel {
  private static final int COPY_BYTES = 1 << 16;

  private final SimulatedFileSystem system;
  private final Path path;
  private final FileChannel real;
  private final boolean append;
  private final boolean folder;
  private final Object identity;

  SimulatedChannel(SimulatedFileSystem system, Path path, FileChannel real, boolean append)
      throws IOException {
    this.system = system;
    this.path = path;
    this.real = real;
    this.append = append;
    this.folder = Files.isDirectory(path);
    this.identity = UnforcedFiles.identity(path);
  }

  private <T> T call(DiskCall call, SimulatedDisk.Work<T> work) throws IOException {
    return call(call, work, work);
  }

  private <T> T call(DiskCall call, SimulatedDisk.Work<T> work, SimulatedDisk.Work<T> half)
      throws IOException {
    if (!isOpen()) {
      throw new ClosedChannelException();
    }
    if (Thread.currentThread().isInterrupted()) {
      close();
      throw new ClosedByInterruptException();
    }
    try {
      return system.disk().call(system, call, path, work, half);
    } catch (ClosedChannelException e) {
      close();
      throw e;
    }
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    return call(DiskCall.READ, () -> real.read(target));
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    return call(DiskCall.READ, () -> real.read(target, position));
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
    return call(DiskCall.READ, () -> real.read(targets, offset, length));
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    long at = append ? real.size() : real.position();
    int written = write(source, at);
    real.position(at + written);
    return written;
  }

  @Override
  public int write(ByteBuffer source, long position) throws IOException {
    return call(
        DiskCall.WRITE,
        () -> put(source, position, source.remaining()),
        () -> put(source, position, (source.remaining() + 1) / 2));
  }

  private int put(ByteBuffer source, long position, int count) throws IOException {
    var part = source.slice(source.position(), count);
    int written = system.disk().files().write(path, identity, part, position);
    source.position(source.position() + written);
    return written;
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
    long written = 0;
    for (int i = offset; i < offset + length; i++) {
      int wanted = sources[i].remaining();
      int count = write(sources[i]);
      written += count;
      if (count < wanted) {
        return written;
      }
    }
    return written;
  }

  @Override
  public long position() throws IOException {
    return real.position();
  }

  @Override
  public FileChannel position(long newPosition) throws IOException {
    real.position(newPosition);
    return this;
  }

  @Override
  public long size() throws IOException {
    return call(DiskCall.STAT, real::size);
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    return call(
        DiskCall.TRUNCATE,
        () -> {
          system.disk().files().truncate(path, identity, size);
          real.position(Math.min(real.position(), size));
          return this;
        });
  }

  @Override
  public void force(boolean metaData) throws IOException {
    call(
        folder ? DiskCall.FORCE_FOLDER : DiskCall.FORCE,
        () -> {
          if (folder) {
            system.disk().folders().force(path);
          } else {
            system.disk().files().force(identity);
          }
          return this;
        });
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
    var buffer = ByteBuffer.allocate((int) Math.min(count, COPY_BYTES));
    long done = 0;
    while (done < count && read(buffer, position + done) > 0) {
      buffer.flip();
      while (buffer.hasRemaining()) {
        done += target.write(buffer);
      }
      buffer.clear().limit((int) Math.min(count - done, COPY_BYTES));
    }
    return done;
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count)
      throws IOException {
    var buffer = ByteBuffer.allocate((int) Math.min(count, COPY_BYTES));
    long done = 0;
    while (done < count && source.read(buffer) > 0) {
      buffer.flip();
      while (buffer.hasRemaining()) {
        done += write(buffer, position + done);
      }
      buffer.clear().limit((int) Math.min(count - done, COPY_BYTES));
    }
    return done;
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
    checkReadOnly(mode);
    return call(DiskCall.MAP, () -> real.map(mode, position, size));
  }

  @Override
  public MemorySegment map(MapMode mode, long offset, long size, Arena arena) throws IOException {
    checkReadOnly(mode);
    return call(DiskCall.MAP, () -> real.map(mode, offset, size, arena));
  }

  /** What is written through a mapping would be on the disk without its knowing. */
  private static void checkReadOnly(MapMode mode) {
    if (!mode.equals(MapMode.READ_ONLY)) {
      throw new NonWritableChannelException();
    }
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) throws IOException {
    return real.lock(position, size, shared);
  }

  @Override
  public @Nullable FileLock tryLock(long position, long size, boolean shared) throws IOException {
    return real.tryLock(position, size, shared);
  }

  /** The power went: locks go, and nothing is heard of. */
  void die() throws IOException {
    real.close();
  }

  @Override
  protected void implCloseChannel() throws IOException {
    system.disk().closed(this);
    real.close();
  }
}
