package io.dagstore.core.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.zip.CRC32C;

/**
 * The wrapping of our own files: a header that says what the file is and whose, and a footer with a
 * checksum. All integers are little-endian. Reading it costs the same whatever the file's size and
 * finds a file that was cut, has grown, or has a wrong bit in header or footer; {@link #verify}
 * finds a wrong bit anywhere. {@link EnvelopeWriter} writes it.
 *
 * <pre>
 * header   0   8   magic "DAGSTORE"
 *          8   16  name of the format, ASCII, zeros behind
 *          24  4   version of the format
 *          28  4   F, number of facts, at most 64
 *          32  8   owner: whose file it is, a number that the format defines
 *          40  8   B, bytes of the body
 *          48  8F  facts: numbers that the format defines
 *          ..      zeros up to H - 4, H being the next multiple of 64 that leaves room for
 *          H-4 4   CRC32C of the header before it
 * body     H   B
 * footer   0   8   magic, every bit inverted
 *          8   8   bytes of the file, H + B + 24
 *          16  4   algorithm of the checksum: 1 = CRC32C
 *          20  4   checksum of body and footer before it
 * </pre>
 *
 * <p>Immutable, thread-safe.
 */
public final class Envelope {
  static final byte[] MAGIC = "DAGSTORE".getBytes(StandardCharsets.US_ASCII);
  static final int MAX_FACTS = 64;
  static final int FIXED_BYTES = 48;
  static final int FOOTER_BYTES = 24;
  static final int CRC32C_ID = 1;
  private static final int NAME_BYTES = 16;
  private static final int ALIGNMENT = 64;
  private static final int STEP = 1 << 20;

  private final Mapping mapping;
  private final int version;
  private final long owner;
  private final long[] facts;
  private final long bodyLength;

  /**
   * A kind of file.
   *
   * @param name 1 to 16 ASCII characters
   * @param version the version that is written
   * @param oldest the oldest version that is read
   */
  public record Format(String name, int version, int oldest) {
    /** A kind of which one version is read. */
    public Format(String name, int version) {
      this(name, version, version);
    }

    /** Checks the name. */
    public Format {
      if (name.isEmpty() || name.length() > NAME_BYTES) {
        throw new IllegalArgumentException(
            "format name: expected 1 to " + NAME_BYTES + " characters, got " + name);
      }
    }

    byte[] nameBytes() {
      ByteBuffer bytes = ByteBuffer.allocate(NAME_BYTES);
      return bytes.put(name.getBytes(StandardCharsets.US_ASCII)).array();
    }
  }

  private Envelope(Mapping mapping, ByteBuffer header) {
    this.mapping = mapping;
    this.version = header.getInt(24);
    this.owner = header.getLong(32);
    this.facts = new long[header.getInt(28)];
    for (int i = 0; i < facts.length; i++) {
      facts[i] = header.getLong(FIXED_BYTES + i * Long.BYTES);
    }
    this.bodyLength = header.getLong(40);
  }

  /**
   * Reads the wrapping of a mapped file; the caller keeps and closes the mapping.
   *
   * @throws CorruptDataException if the file is not of this format and version, or header or footer
   *     are wrong
   */
  public static Envelope read(Mapping mapping, Format format) throws IOException {
    return new EnvelopeReader(mapping, format).read();
  }

  static Envelope of(Mapping mapping, ByteBuffer header) {
    return new Envelope(mapping, header);
  }

  static int headerBytes(int facts) {
    int needed = FIXED_BYTES + Long.BYTES * facts + Integer.BYTES;
    return (needed + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  static long inverted(byte[] magic) {
    return ~ByteBuffer.wrap(magic).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  /** Returns the version of the format in which it is written. */
  public int version() {
    return version;
  }

  /** Returns whose file it is. */
  public long owner() {
    return owner;
  }

  /** Returns the fact of this number, from 0. */
  public long fact(int index) {
    return facts[index];
  }

  /**
   * Returns the fact of this number as an int.
   *
   * @throws CorruptDataException if it is not within these bounds, both included
   */
  public int fact(int index, String what, int least, int most) throws CorruptDataException {
    long fact = facts[Objects.checkIndex(index, facts.length)];
    if (fact < least || fact > most) {
      long offset = FIXED_BYTES + (long) index * Long.BYTES;
      throw new CorruptDataException(
          mapping.name(), offset, what, least + " to " + most, Long.toString(fact));
    }
    return (int) fact;
  }

  /** Returns the position of the body's first byte in the file, a multiple of 64. */
  public long bodyOffset() {
    return headerBytes(facts.length);
  }

  /** Returns the number of bytes of the body. */
  public long bodyLength() {
    return bodyLength;
  }

  /**
   * Reads the whole file and compares its checksum.
   *
   * @throws CorruptDataException if it is another
   */
  public void verify() throws IOException {
    long end = mapping.size() - Integer.BYTES;
    byte[] buffer = new byte[(int) Math.min(STEP, end)];
    CRC32C checksum = new CRC32C();
    for (long at = bodyOffset(); at < end; at += buffer.length) {
      int length = (int) Math.min(buffer.length, end - at);
      mapping.copy(at, buffer, 0, length);
      checksum.update(buffer, 0, length);
    }
    mapping.copy(end, buffer, 0, Integer.BYTES);
    int stored = ByteBuffer.wrap(buffer).order(ByteOrder.LITTLE_ENDIAN).getInt();
    long expected = Integer.toUnsignedLong(stored);
    EnvelopeReader.expect(mapping, end, "checksum", expected, checksum.getValue());
  }
}
