package io.dagstore.core.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Writes an enveloped file from its start: the body through {@link #room}, then at {@link #finish}
 * the footer and, back at the start, the header. For one thread; the channel stays open, the caller
 * forces and closes it. Without a channel the whole is made in memory, for {@link #bytes}.
 */
public final class EnvelopeWriter {
  private static final int BUFFER_BYTES = 256 << 10;

  /** What Linux can map as one page of the processor, where it was written at once. */
  private static final int LARGE_PAGE = 2 << 20;

  private final @Nullable FileChannel channel;
  private final Envelope.Format format;
  private final long owner;
  private final int headerLength;
  private final int piece;
  private final ByteBuffer buffer;
  private final CRC32C checksum = new CRC32C();

  /**
   * Begins a file.
   *
   * @param owner whose file it is
   * @param facts how many there will be, at most 64
   */
  public EnvelopeWriter(FileChannel channel, Envelope.Format format, long owner, int facts)
      throws IOException {
    this(channel, format, owner, facts, 0);
  }

  /**
   * Begins a file. A large one is written in pieces of which each fills a large page, so that who
   * reads it at random waits less for where its pages are.
   *
   * @param owner whose file it is
   * @param facts how many there will be, at most 64
   * @param expected about how many bytes the body will have
   */
  public EnvelopeWriter(
      FileChannel channel, Envelope.Format format, long owner, int facts, long expected)
      throws IOException {
    this(channel, format, owner, facts, expected > LARGE_PAGE ? LARGE_PAGE : 1, BUFFER_BYTES);
    channel.position(headerLength);
  }

  /**
   * Begins a whole in memory.
   *
   * @param owner whose it is
   * @param facts how many there will be, at most 64
   * @param bodyLength bytes of the body, neither more nor less
   */
  public EnvelopeWriter(Envelope.Format format, long owner, int facts, int bodyLength) {
    this(
        null,
        format,
        owner,
        facts,
        1,
        Envelope.headerBytes(facts) + bodyLength + Envelope.FOOTER_BYTES);
    buffer.position(headerLength);
  }

  private EnvelopeWriter(
      @Nullable FileChannel channel,
      Envelope.Format format,
      long owner,
      int facts,
      int piece,
      int room) {
    this.channel = channel;
    this.format = format;
    this.owner = owner;
    this.headerLength = Envelope.headerBytes(Objects.checkIndex(facts, Envelope.MAX_FACTS + 1));
    this.piece = piece;
    this.buffer = ByteBuffer.allocate(room + piece - 1).order(ByteOrder.LITTLE_ENDIAN);
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

  /** Writes up to where a piece ends, or all that there is. */
  private void flush() throws IOException {
    if (channel == null) {
      throw new IllegalStateException("the body is longer than was said");
    }
    int all = buffer.position();
    int whole = all - (int) ((channel.position() + all) % piece);
    write(channel, whole > 0 ? whole : all);
  }

  private void write(FileChannel file, int count) throws IOException {
    checksum.update(buffer.array(), 0, count);
    writeSummed(file, count);
  }

  private void writeSummed(FileChannel file, int count) throws IOException {
    int all = buffer.position();
    buffer.flip().limit(count);
    while (buffer.hasRemaining()) {
      file.write(buffer);
    }
    buffer.limit(all);
    buffer.compact();
  }

  /**
   * Ends the file.
   *
   * @param facts numbers that the format defines, as many as was said at the start
   */
  public void finish(long... facts) throws IOException {
    if (channel == null) {
      int bodyEnd = buffer.position();
      putFooter(headerLength, bodyEnd);
      buffer.put(0, header(bodyEnd - headerLength, facts));
      return;
    }
    write(channel, buffer.position());
    long bodyEnd = channel.position();
    putFooter(0, bodyEnd);
    writeSummed(channel, buffer.position());
    var header = ByteBuffer.wrap(header(bodyEnd - headerLength, facts));
    for (long at = 0; header.hasRemaining(); at = header.position()) {
      channel.write(header, at);
    }
  }

  /** Puts the footer behind what of the body is in the buffer from {@code unsummed} on. */
  private void putFooter(int unsummed, long bodyEnd) {
    buffer.putLong(Envelope.inverted(Envelope.MAGIC));
    buffer.putLong(bodyEnd + Envelope.FOOTER_BYTES).putInt(Envelope.CRC32C_ID);
    checksum.update(buffer.array(), unsummed, buffer.position() - unsummed);
    buffer.putInt((int) checksum.getValue());
  }

  /**
   * What was made in memory, after {@link #finish}; not a copy.
   *
   * @throws IllegalStateException if it is not finished, or its body is shorter than was said
   */
  public byte[] bytes() {
    if (channel != null || buffer.hasRemaining()) {
      throw new IllegalStateException("the body is not whole, " + buffer.remaining() + " missing");
    }
    return buffer.array();
  }

  private byte[] header(long bodyLength, long[] facts) {
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
    bytes.putInt(headerLength - Integer.BYTES, (int) sum.getValue());
    return header;
  }
}
