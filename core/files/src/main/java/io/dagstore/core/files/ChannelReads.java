package io.dagstore.core.files;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Point reads through a channel. An interrupt of one reader closes a file channel for all of them,
 * so the channel is opened again for the others.
 */
final class ChannelReads implements Closeable {
  private final Path path;
  private volatile FileChannel channel;
  private volatile boolean closed;

  private ChannelReads(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  static ChannelReads open(Path path) throws IOException {
    return new ChannelReads(path, RegularFile.open(path));
  }

  /** The channel as it is now: an interrupt of a reader replaces it. */
  FileChannel channel() {
    return channel;
  }

  void read(long position, byte[] target, int offset, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(target, offset, length);
    while (buffer.hasRemaining()) {
      int done = buffer.position() - offset;
      try {
        if (channel.read(buffer, position + done) < 0) {
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
      if (closed) {
        throw new IOException(path + " is closed", cause);
      }
      if (!channel.isOpen()) {
        channel = RegularFile.open(path);
      }
    }
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    channel.close();
  }
}
