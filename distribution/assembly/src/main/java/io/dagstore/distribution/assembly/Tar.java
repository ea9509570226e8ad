package io.dagstore.distribution.assembly;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.ZoneOffset;

/** A tar in the ustar form whose bytes depend on its entries alone. */
final class Tar implements AutoCloseable {
  private static final int BLOCK = 512;
  private static final int NAME_LIMIT = 100;
  private static final int PREFIX_LIMIT = 155;

  private final OutputStream out;

  /** An empty tar; closing it closes the stream. */
  Tar(OutputStream out) {
    this.out = out;
  }

  void add(String name, byte[] content, int mode) throws IOException {
    out.write(header(name, content.length, mode & 07777));
    out.write(content);
    out.write(new byte[Math.floorMod(-content.length, BLOCK)]);
  }

  @Override
  public void close() throws IOException {
    try (out) {
      out.write(new byte[2 * BLOCK]);
    }
  }

  private static byte[] header(String path, int size, int mode) throws IOException {
    var cut = path.length() <= NAME_LIMIT ? -1 : path.indexOf('/', path.length() - NAME_LIMIT - 1);
    if (cut > PREFIX_LIMIT || (cut < 0 && path.length() > NAME_LIMIT)) {
      throw new IOException("tar: a name too long: " + path);
    }
    var header = ByteBuffer.allocate(BLOCK);
    header.put(0, path.substring(cut + 1).getBytes(UTF_8));
    number(header, 100, 8, mode);
    number(header, 108, 8, 0);
    number(header, 116, 8, 0);
    number(header, 124, 12, size);
    number(header, 136, 12, SteadyZip.TIME.toEpochSecond(ZoneOffset.UTC));
    header.put(148, " ".repeat(8).getBytes(US_ASCII));
    header.put(156, (byte) '0');
    header.put(257, "ustar\00000".getBytes(US_ASCII));
    header.put(345, path.substring(0, Math.max(cut, 0)).getBytes(UTF_8));
    number(header, 148, 7, sum(header.array()));
    return header.array();
  }

  private static void number(ByteBuffer header, int at, int width, long value) {
    var digits = Long.toOctalString(value);
    header.put(at, ("0".repeat(width - 1 - digits.length()) + digits + "\0").getBytes(US_ASCII));
  }

  private static int sum(byte[] bytes) {
    var sum = 0;
    for (var b : bytes) {
      sum += Byte.toUnsignedInt(b);
    }
    return sum;
  }
}
