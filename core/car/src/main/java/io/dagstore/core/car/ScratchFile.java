package io.dagstore.core.car;

import io.dagstore.core.files.AtomicFile;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** A file that takes chunks at its end, gives them back at random, and goes with its closing. */
final class ScratchFile implements Closeable {
  private final FileChannel channel;
  private final AtomicLong end = new AtomicLong();
  private final ConcurrentLinkedQueue<byte[]> buffers = new ConcurrentLinkedQueue<>();

  ScratchFile(Path folder) throws IOException {
    channel = AtomicFile.scratch(folder);
  }

  /** Appends what is left in {@code bytes} and returns where it lies. Thread-safe. */
  long append(ByteBuffer bytes) throws IOException {
    long start = end.getAndAdd(bytes.remaining());
    write(channel, bytes, start);
    return start;
  }

  /** Fills {@code bytes} from {@code position}. Thread-safe. */
  void read(ByteBuffer bytes, long position) throws IOException {
    long at = position;
    while (bytes.hasRemaining()) {
      int count = channel.read(bytes, at);
      if (count < 0) {
        throw new EOFException("scratch file ends at " + at);
      }
      at += count;
    }
  }

  /** An array of at least {@code length} bytes, to be given back for the next one who needs it. */
  byte[] takeBuffer(int length) {
    var buffer = buffers.poll();
    return buffer != null && buffer.length >= length ? buffer : new byte[length];
  }

  void giveBuffer(byte[] buffer) {
    buffers.add(buffer);
  }

  static void write(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
    long at = position;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
