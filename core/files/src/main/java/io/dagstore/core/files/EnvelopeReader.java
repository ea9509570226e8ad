package io.dagstore.core.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Checks header and footer of an enveloped file. */
final class EnvelopeReader {
  private final Mapping mapping;
  private final Envelope.Format format;

  EnvelopeReader(Mapping mapping, Envelope.Format format) {
    this.mapping = mapping;
    this.format = format;
  }

  Envelope read() throws IOException {
    long least = Envelope.headerBytes(0) + (long) Envelope.FOOTER_BYTES;
    if (mapping.size() < least) {
      throw corrupt(mapping.size(), "truncated file", least + " bytes", mapping.size() + " bytes");
    }
    ByteBuffer fixed = bytes(0, Envelope.FIXED_BYTES);
    checkText(fixed, 0, "magic number", Envelope.MAGIC);
    checkText(fixed, 8, "format name", format.nameBytes());
    int version = fixed.getInt(24);
    if (version < format.oldest() || version > format.version()) {
      throw corrupt(24, "format version", versions(), "" + version);
    }
    int facts = fixed.getInt(28);
    if (facts < 0 || facts > Envelope.MAX_FACTS) {
      throw corrupt(28, "number of facts", "0 to " + Envelope.MAX_FACTS, "" + facts);
    }
    return checkRest(facts, fixed.getLong(40));
  }

  private String versions() {
    int newest = format.version();
    return format.oldest() == newest ? "" + newest : format.oldest() + " to " + newest;
  }

  private Envelope checkRest(int facts, long bodyLength) throws IOException {
    int headerLength = Envelope.headerBytes(facts);
    long length = headerLength + bodyLength + Envelope.FOOTER_BYTES;
    if (bodyLength < 0 || length != mapping.size()) {
      throw corrupt(40, "bytes of the file", length + "", mapping.size() + "");
    }
    ByteBuffer header = bytes(0, headerLength);
    int end = headerLength - Integer.BYTES;
    CRC32C checksum = new CRC32C();
    checksum.update(header.duplicate().limit(end));
    long stored = Integer.toUnsignedLong(header.getInt(end));
    expect(mapping, end, "header checksum", stored, checksum.getValue());
    checkFooter(length - Envelope.FOOTER_BYTES);
    return Envelope.of(mapping, header);
  }

  private void checkFooter(long at) throws IOException {
    ByteBuffer footer = bytes(at, Envelope.FOOTER_BYTES);
    expect(mapping, at, "footer", Envelope.inverted(Envelope.MAGIC), footer.getLong(0));
    expect(mapping, at + 8, "bytes of the file", mapping.size(), footer.getLong(8));
    expect(mapping, at + 16, "checksum algorithm", Envelope.CRC32C_ID, footer.getInt(16));
  }

  private ByteBuffer bytes(long at, int length) throws IOException {
    byte[] bytes = new byte[length];
    mapping.copy(at, bytes, 0, length);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void checkText(ByteBuffer header, int at, String what, byte[] expected)
      throws CorruptDataException {
    byte[] got = new byte[expected.length];
    header.get(at, got);
    if (!Arrays.equals(got, expected)) {
      throw corrupt(at, what, readable(expected), readable(got));
    }
  }

  /** Text where it is text, with everything else as a dot. */
  private static String readable(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    return '"' + text.replaceAll("\0+$", "").replaceAll("[^ -~]", ".") + '"';
  }

  private CorruptDataException corrupt(long at, String what, String expected, String got) {
    return new CorruptDataException(mapping.name(), at, what, expected, got);
  }

  static void expect(Mapping mapping, long at, String what, long expected, long got)
      throws CorruptDataException {
    if (expected != got) {
      throw new CorruptDataException(
          mapping.name(), at, what, Long.toString(expected), Long.toString(got));
    }
  }
}
