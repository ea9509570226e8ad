package io.dagstore.distribution.assembly;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A zip whose bytes depend on its entries alone: one time for all, and modes that the JDK's own
 * writer has no words for. Held in memory until it is closed.
 */
final class SteadyZip implements AutoCloseable {
  static final LocalDateTime TIME = LocalDateTime.of(2026, 1, 1, 0, 0);

  /** Modes of a file and of one that is a program. */
  static final int PLAIN = 0100644;

  static final int PROGRAM = 0100755;

  private static final int UNIX = 3;
  private static final int END_LENGTH = 22;

  private final OutputStream target;
  private final int method;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final ZipOutputStream zip = new ZipOutputStream(bytes);
  private final List<Integer> modes = new ArrayList<>();

  /**
   * An empty zip.
   *
   * @param target where it goes when it is closed, and which it closes
   * @param method how entries are kept, a constant of {@link ZipEntry}
   */
  SteadyZip(OutputStream target, int method) {
    this.target = target;
    this.method = method;
  }

  void add(String name, byte[] content, int mode) throws IOException {
    var entry = new ZipEntry(name);
    entry.setTimeLocal(TIME);
    entry.setMethod(method);
    if (method == ZipEntry.STORED) {
      var crc = new CRC32();
      crc.update(content);
      entry.setCrc(crc.getValue());
      entry.setSize(content.length);
    }
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
    modes.add(mode);
  }

  @Override
  public void close() throws IOException {
    try (target) {
      zip.close();
      target.write(withModes(bytes.toByteArray()));
    }
  }

  /** Writes the modes into the directory at the end, whose layout is that of the zip format. */
  private byte[] withModes(byte[] done) {
    var file = ByteBuffer.wrap(done).order(ByteOrder.LITTLE_ENDIAN);
    var at = file.getInt(done.length - END_LENGTH + 16);
    for (var mode : modes) {
      file.put(at + 5, (byte) UNIX);
      file.putInt(at + 38, mode << 16);
      at += 46 + file.getShort(at + 28) + file.getShort(at + 30) + file.getShort(at + 32);
    }
    return done;
  }
}
