package io.dagstore.core.car;

import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.Varint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * Bytes on their way into a channel, gathered in one buffer outside the heap: one copy, and few and
 * large writes whatever the size of the blocks.
 */
final class SectionOutput {
  private static final int BUFFER = 512 << 10;

  private final WritableByteChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
  private byte[] head = new byte[128];
  private long written;

  SectionOutput(WritableByteChannel channel) {
    this.channel = channel;
  }

  /** Bytes given to this output so far. */
  long written() {
    return written;
  }

  /** Writes length prefix, CID and data. */
  void section(Cid cid, byte[] data, int offset, int length) throws IOException {
    int cidLength = cid.byteLength();
    if (head.length < cidLength + Varint.MAX_SIZE) {
      head = new byte[cidLength + Varint.MAX_SIZE];
    }
    int prefix = Varint.write((long) cidLength + length, head, 0);
    cid.writeTo(head, prefix);
    bytes(head, 0, prefix + cidLength);
    bytes(data, offset, length);
  }

  void bytes(byte[] bytes, int offset, int length) throws IOException {
    int at = offset;
    int left = length;
    while (left > 0) {
      if (!buffer.hasRemaining()) {
        flush();
      }
      int part = Math.min(left, buffer.remaining());
      buffer.put(bytes, at, part);
      at += part;
      left -= part;
    }
    written += length;
  }

  void bytes(ByteBuffer bytes) throws IOException {
    flush();
    written += bytes.remaining();
    drain(bytes);
  }

  void zeros(long count) throws IOException {
    var zeros = new byte[(int) Math.min(count, 64 << 10)];
    for (long left = count; left > 0; left -= zeros.length) {
      bytes(zeros, 0, (int) Math.min(left, zeros.length));
    }
  }

  void flush() throws IOException {
    buffer.flip();
    drain(buffer);
    buffer.clear();
  }

  private void drain(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
