package io.dagstore.distribution.gostore.leveldb;

import io.dagstore.core.files.CorruptDataException;
import io.dagstore.core.files.Source;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Records cut into chunks of at most a block: the form of LevelDB's logs and manifests. A record is
 * read as a stream, so that one of any length needs no room. One that the end of the file cuts off
 * was never acknowledged; it ends the file.
 */
final class LogFile {
  static final int BLOCK = 32 << 10;
  static final int HEADER = 7;
  static final int FULL = 1;
  private static final int FIRST = 2;
  private static final int MIDDLE = 3;
  private static final int LAST = 4;

  private final Source source;
  private final byte[] block = new byte[BLOCK];
  private final ByteBuffer numbers = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
  private long base;
  private int limit;
  private int at;
  private int end;
  private boolean lastChunk = true;

  LogFile(Source source) {
    this.source = source;
  }

  /** Reads one record, by the calls below. */
  @FunctionalInterface
  interface Reader {
    void record(LogFile log) throws IOException;
  }

  /** Shows each whole record. */
  void forEach(Reader reader) throws IOException {
    try {
      while (chunk(true)) {
        reader.record(this);
        skip(Long.MAX_VALUE);
      }
    } catch (EOFException e) {
      // The record was being written when its writer died: what it says never was.
    }
  }

  /** Whether the record goes on. */
  boolean hasMore() throws IOException {
    while (at == end) {
      if (lastChunk) {
        return false;
      }
      if (!chunk(false)) {
        throw new EOFException();
      }
    }
    return true;
  }

  int u8() throws IOException {
    if (!hasMore()) {
      throw corrupt("record", "more of it", "its end");
    }
    return block[at++] & 0xff;
  }

  /** An unsigned little-endian number of so many bytes. */
  long fixed(int bytes) throws IOException {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (long) u8() << (8 * i);
    }
    return value;
  }

  /** A number of at most 63 bits. */
  long varint() throws IOException {
    long value = 0;
    for (int shift = 0; shift < 63; shift += 7) {
      int next = u8();
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw corrupt("number", "at most 63 bits", "more");
  }

  /** The next bytes, of which the file must have as many. */
  byte[] bytes(long length, int most) throws IOException {
    if (length > most || length > source.size()) {
      throw corrupt("length", "at most " + Math.min(most, source.size()), Long.toString(length));
    }
    var bytes = new byte[(int) length];
    for (int done = 0; done < bytes.length; ) {
      int part = part(bytes.length - done);
      System.arraycopy(block, at - part, bytes, done, part);
      done += part;
    }
    return bytes;
  }

  /** Goes over bytes, at most to the end of the record. */
  void skip(long length) throws IOException {
    for (long left = length; left > 0 && hasMore(); ) {
      left -= part(left);
    }
  }

  /** Goes over bytes that must be there. */
  void pass(long length) throws IOException {
    for (long left = length; left > 0; ) {
      left -= part(left);
    }
  }

  private int part(long wanted) throws IOException {
    if (!hasMore()) {
      throw corrupt("record", wanted + " bytes more", "its end");
    }
    int part = (int) Math.min(wanted, end - at);
    at += part;
    return part;
  }

  private boolean chunk(boolean first) throws IOException {
    at = end;
    if (limit - at < HEADER && !nextBlock()) {
      return false;
    }
    int length = Short.toUnsignedInt(numbers.getShort(at + 4));
    int type = block[at + 6];
    int body = at + HEADER;
    if (isTail() && (length > limit - body || (length == 0 && type == 0))) {
      return false;
    }
    if (length > limit - body) {
      throw corrupt("length of a chunk", "at most " + (limit - body), Integer.toString(length));
    }
    MaskedSum.check(source.name(), base + at, block, at + 6, length + 1, numbers.getInt(at));
    if (type < FULL || type > LAST || first != (type == FULL || type == FIRST)) {
      throw corrupt(
          "type of a chunk",
          first ? FULL + " or " + FIRST : MIDDLE + " or " + LAST,
          Integer.toString(type));
    }
    lastChunk = type == FULL || type == LAST;
    at = body;
    end = body + length;
    return true;
  }

  /** Only the last block may be shorter, or filled up with zeros. */
  private boolean isTail() {
    return base + limit >= source.size();
  }

  private boolean nextBlock() throws IOException {
    base += limit;
    limit = source.readUpTo(base, block, 0, BLOCK);
    at = 0;
    end = 0;
    return limit >= HEADER;
  }

  CorruptDataException corrupt(String what, String expected, String got) {
    return new CorruptDataException(source.name(), base + at, what, expected, got);
  }
}
