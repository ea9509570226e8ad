package io.dagstore.core.car;

import io.dagstore.core.files.Source;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A file that is being appended to, readable up to where whole sections end. */
final class GrowingSource implements Source {
  private final FileChannel channel;
  private final String name;
  private volatile long size;

  GrowingSource(FileChannel channel, String name) {
    this.channel = channel;
    this.name = name;
  }

  /** Lets readers see everything before {@code end}. */
  void extend(long end) {
    size = end;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public int readUpTo(long position, byte[] target, int offset, int length) throws IOException {
    int wanted = (int) Math.clamp(size - position, 0, (long) length);
    var buffer = ByteBuffer.wrap(target, offset, wanted);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, position + buffer.position() - offset) < 0) {
        break;
      }
    }
    return buffer.position() - offset;
  }

  /** The channel belongs to the writer. */
  @Override
  public void close() {}
}
