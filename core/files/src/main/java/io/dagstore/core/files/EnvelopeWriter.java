package io.dagstore.core.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Objects;
import java.util.zip.CRC32C;

/**
 * Writes an enveloped file from its start: the body through {@link #room}, then at {@link #finish}
 * the footer and, back at the start, the header. For one thread; the channel stays open, the caller
 * forces and closes it.
 */
public final class EnvelopeWriter {
  private static final int BUFFER_BYTES = 256 << 10;

  private final FileChannel channel;
  private final Envelope.Format format;
  private final long owner;
  private final int headerLength;
  private final ByteBuffer buffer =
      ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private final CRC32C checksum = new CRC32C();

  /**
   * Begins a file.
   *
   * @param owner whose file it is
   * @param facts how many there will be, at most 64
   */
  public EnvelopeWriter(FileChannel channel, Envelope.Format format, long owner, int facts)
      throws IOException {
    this.channel = channel;
    this.format = format;
    this.owner = owner;
    this.headerLength = Envelope.headerBytes(Objects.checkIndex(facts, Envelope.MAX_FACTS + 1));
    channel.position(headerLength);
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

  /** Writes bytes of any number. */
  public void put(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      int count = Math.min(room(1).remaining(), bytes.remaining());
      buffer.put(bytes.slice(bytes.position(), count));
      bytes.position(bytes.position() + count);
    }
  }

  private void flush() throws IOException {
    checksum.update(buffer.array(), 0, buffer.position());
    write();
  }

  private void write() throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    buffer.clear();
  }

  /**
   * Ends the file.
   *
   * @param facts numbers that the format defines, as many as was said at the start
   */
  public void finish(long... facts) throws IOException {
    flush();
    long bodyEnd = channel.position();
    buffer.putLong(Envelope.inverted(Envelope.MAGIC));
    buffer.putLong(bodyEnd + Envelope.FOOTER_BYTES).putInt(Envelope.CRC32C_ID);
    checksum.update(buffer.array(), 0, buffer.position());
    buffer.putInt((int) checksum.getValue());
    write();
    writeHeader(bodyEnd - headerLength, facts);
  }

  private void writeHeader(long bodyLength, long[] facts) throws IOException {
    if (Envelope.headerBytes(facts.length) != headerLength) {
      throw new IllegalStateException(facts.length + " facts do not fit " + headerLength);
    }
    byte[] header = new byte[headerLength];
    ByteBuffer bytes = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(Envelope.MAGIC).put(format.nameBytes()).putInt(format.version());
    bytes.putInt(facts.length).putLong(owner).putLong(bodyLength);
    for (long fact : facts) {
      bytes.putLong(fact);
    }
    CRC32C sum = new CRC32C();
    sum.update(header, 0, headerLength - Integer.BYTES);
    bytes.putInt(headerLength - Integer.BYTES, (int) sum.getValue()).rewind();
    for (long at = 0; bytes.hasRemaining(); at = bytes.position()) {
      channel.write(bytes, at);
    }
  }
}
