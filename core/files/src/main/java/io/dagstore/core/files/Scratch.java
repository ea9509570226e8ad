package io.dagstore.core.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that are written now and wanted later, such as a part of a file that stands behind another:
 * some in memory, many in a file without a name. For one thread.
 */
public final class Scratch implements Closeable {
  private static final int BUFFER_BYTES = 64 << 10;

  private final Path folder;
  private final ByteBuffer buffer;
  private @Nullable FileChannel file;

  /** Begins empty; a file, if one is needed, takes room in {@code folder}. */
  public Scratch(Path folder) {
    this(folder, BUFFER_BYTES);
  }

  /**
   * Begins empty, for bytes whose number is known.
   *
   * @param expected how many there will be; takes no more memory than that
   */
  public Scratch(Path folder, long expected) {
    int room = Math.clamp(expected, Long.BYTES, BUFFER_BYTES);
    this.folder = folder;
    this.buffer = ByteBuffer.allocate(room).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Returns a little-endian buffer with room for at least {@code bytes} more; what the caller puts
   * there is kept.
   *
   * @param bytes at most 64 KiB
   */
  public ByteBuffer room(int bytes) throws IOException {
    if (buffer.remaining() < bytes) {
      flush();
    }
    return buffer;
  }

  /** Keeps bytes of any number. */
  public void put(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      int count = Math.min(room(1).remaining(), bytes.remaining());
      buffer.put(bytes.slice(bytes.position(), count));
      bytes.position(bytes.position() + count);
    }
  }

  private void flush() throws IOException {
    if (file == null) {
      file = AtomicFile.scratch(folder);
    }
    buffer.flip();
    while (buffer.hasRemaining()) {
      file.write(buffer);
    }
    buffer.clear();
  }

  /** Writes everything to {@code out}. To be called once, at the end. */
  public void copyTo(EnvelopeWriter out) throws IOException {
    if (file != null) {
      flush();
      file.position(0);
      while (file.read(buffer) >= 0) {
        out.put(buffer.flip());
        buffer.clear();
      }
    }
    out.put(buffer.flip());
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
