package io.dagstore.core.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;

/**
 * Writes an enveloped file from its start: the header at once, then the body through {@link #room},
 * then the footer at {@link #finish}. For one thread; the channel stays open, the caller forces and
 * closes it.
 */
public final class EnvelopeWriter {
  private static final int BUFFER_BYTES = 256 << 10;

  private final FileChannel channel;
  private final ByteBuffer buffer =
      ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private final CRC32C checksum = new CRC32C();
  private final long bodyEnd;
  private long flushed;

  /**
   * Begins a file.
   *
   * @param owner whose file it is
   * @param bodyLength bytes that the body will have
   * @param facts numbers that the format defines, at most 64
   */
  public EnvelopeWriter(
      FileChannel channel, Envelope.Format format, long owner, long bodyLength, long... facts) {
    if (facts.length > Envelope.MAX_FACTS || bodyLength < 0) {
      throw new IllegalArgumentException(facts.length + " facts, body of " + bodyLength);
    }
    this.channel = channel;
    int headerLength = Envelope.headerBytes(facts.length);
    this.bodyEnd = headerLength + bodyLength;
    buffer.put(Envelope.MAGIC).put(format.nameBytes()).putInt(format.version());
    buffer.putInt(facts.length).putLong(owner).putLong(bodyLength);
    for (long fact : facts) {
      buffer.putLong(fact);
    }
    CRC32C header = new CRC32C();
    header.update(buffer.array(), 0, headerLength - Integer.BYTES);
    buffer.putInt(headerLength - Integer.BYTES, (int) header.getValue()).position(headerLength);
  }

  /**
   * Returns a little-endian buffer with room for at least {@code bytes} more bytes of the body;
   * what the caller puts there is written.
   *
   * @param bytes at most 256 KiB
   */
  public ByteBuffer room(int bytes) throws IOException {
    if (buffer.remaining() < bytes) {
      flush();
    }
    return buffer;
  }

  private void flush() throws IOException {
    checksum.update(buffer.array(), 0, buffer.position());
    write();
  }

  private void write() throws IOException {
    flushed += buffer.position();
    buffer.flip();
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    buffer.clear();
  }

  /**
   * Ends the file with its footer.
   *
   * @throws IllegalStateException if the body is not as long as was said at the start
   */
  public void finish() throws IOException {
    flush();
    if (flushed != bodyEnd) {
      throw new IllegalStateException("body ends at " + flushed + ", expected " + bodyEnd);
    }
    buffer.putLong(Envelope.inverted(Envelope.MAGIC));
    buffer.putLong(bodyEnd + Envelope.FOOTER_BYTES).putInt(Envelope.CRC32C_ID);
    checksum.update(buffer.array(), 0, buffer.position());
    buffer.putInt((int) checksum.getValue());
    write();
  }
}
