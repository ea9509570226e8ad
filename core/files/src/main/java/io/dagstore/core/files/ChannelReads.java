package io.dagstore.core.files;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Point reads through a channel. An interrupt of one reader closes a file channel for all of them,
 * so the channel is opened again for the others.
 */
final class ChannelReads implements Closeable {
  private final Path path;

  /** Null once this is closed: small files that are mapped are many, and need none of it. */
  private volatile @Nullable FileChannel channel;

  private ChannelReads(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  static ChannelReads open(Path path) throws IOException {
    return new ChannelReads(path, RegularFile.open(path));
  }

  Path path() {
    return path;
  }

  long size() throws IOException {
    return channel().size();
  }

  private FileChannel channel() throws ClosedChannelException {
    var open = channel;
    if (open == null) {
      throw new ClosedChannelException();
    }
    return open;
  }

  /**
   * Maps the file as far as {@code size}, which it had when it was opened; null where it is shorter
   * now. An interrupt does not keep it from that.
   */
  @Nullable Mapping map(long size, Advice advice) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          var open = channel();
          return open.size() < size ? null : Mapping.of(path, open, size, advice);
        } catch (ClosedChannelException e) {
          interrupted |= Thread.interrupted();
          reopen(e);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  void read(long position, byte[] target, int offset, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(target, offset, length);
    while (buffer.hasRemaining()) {
      int done = buffer.position() - offset;
      try {
        if (channel().read(buffer, position + done) < 0) {
          throw new CorruptDataException(
              path.toString(),
              position + done,
              "file shrank while it was read",
              length + " bytes at " + position,
              done + " bytes");
        }
      } catch (ClosedChannelException e) {
        reopen(e);
      }
    }
  }

  private void reopen(ClosedChannelException cause) throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      var interrupted = new InterruptedIOException("interrupted while reading " + path);
      interrupted.initCause(cause);
      throw interrupted;
    }
    synchronized (this) {
      if (channel == null) {
        throw new IOException(path + " is closed", cause);
      }
      if (!channel.isOpen()) {
        channel = RegularFile.open(path);
      }
    }
  }

  @Override
  public synchronized void close() throws IOException {
    var open = channel;
    channel = null;
    if (open != null) {
      open.close();
    }
  }
}
