package plugins.gzmount;

import io.dagstore.core.files.Source;
import java.io.IOException;

/** Bytes in memory, read by many threads until they are closed. */
final class UnpackedSource implements Source {
  private final byte[] bytes;
  private final String name;
  private volatile boolean closed;

  UnpackedSource(byte[] bytes, String name) {
    this.bytes = bytes;
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public int readUpTo(long position, byte[] target, int offset, int length) throws IOException {
    if (closed) {
      throw new IOException("read of " + name + ": expected it open, got it closed");
    }
    var count = (int) Math.clamp(bytes.length - position, 0, length);
    if (count > 0) {
      System.arraycopy(bytes, (int) position, target, offset, count);
    }
    return count;
  }

  @Override
  public void close() {
    closed = true;
  }
}
