package io.dagstore.distribution.gostore.leveldb;

import io.dagstore.core.files.CorruptDataException;
import io.dagstore.core.files.FileSource;
import io.dagstore.core.files.Source;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The entries of one table whose keys begin with a prefix; one block at a time is in memory. */
final class Table implements Cursor {
  static final long MAGIC = 0xdb4775248b80fb57L;
  private static final int FOOTER = 48;
  private static final int BLOCK_TRAILER = 5;
  private static final int PLAIN = 0;
  private static final int SNAPPY = 1;
  private static final int PUT = 1;

  /** Blocks are of some KiB, the index of a table of some 100 KiB. */
  private static final int MAX_BLOCK = 64 << 20;

  private final Source source;
  private final byte[] prefix;
  private final Block index;
  private @Nullable Block block;
  private @Nullable Entry last;

  private Table(Source source, byte[] prefix) throws IOException {
    this.source = source;
    this.prefix = prefix;
    this.index = index();
  }

  static Table open(Path file, byte[] prefix) throws IOException {
    var source = FileSource.open(file);
    try {
      return new Table(source, prefix);
    } catch (IOException | RuntimeException | Error e) {
      try (source) {
        throw e;
      }
    }
  }

  private Block index() throws IOException {
    long from = source.size() - FOOTER;
    if (from < 0) {
      throw corrupt(0, "table", "at least " + FOOTER + " bytes", source.size() + "");
    }
    var footer = new byte[FOOTER];
    source.read(from, footer, 0, FOOTER);
    long magic = ByteBuffer.wrap(footer).order(ByteOrder.LITTLE_ENDIAN).getLong(FOOTER - 8);
    if (magic != MAGIC) {
      throw corrupt(from, "end of a table", hex(MAGIC), hex(magic));
    }
    // The first handle is of a block that tells of filters.
    var handles = new Handles(footer);
    handles.next();
    handles.next();
    return read(handles);
  }

  private static String hex(long number) {
    return HexFormat.of().toHexDigits(number);
  }

  @Override
  public @Nullable Entry next() throws IOException {
    for (var entry = any(); entry != null; entry = any()) {
      if (Entry.startsWith(entry.key(), prefix)) {
        return entry;
      }
      if (Arrays.compareUnsigned(entry.key(), prefix) > 0) {
        return null;
      }
    }
    return null;
  }

  private @Nullable Entry any() throws IOException {
    while (block == null || !block.next()) {
      if (!nextBlock()) {
        return null;
      }
    }
    long trailer = block.trailer();
    var value = block.value(Entry.MAX_VALUE);
    boolean deleted = (trailer & 0xff) != PUT;
    var entry = new Entry(block.key(), value, block.valueLength(), trailer >>> 8, deleted);
    if (last != null && Entry.compare(last, entry) > 0) {
      throw block.corrupt("entry", "a key behind the last one", "one before it");
    }
    last = entry;
    return entry;
  }

  /** The index tells of each block a key that is not before its last one. */
  private boolean nextBlock() throws IOException {
    while (index.next()) {
      if (Arrays.compareUnsigned(index.key(), prefix) >= 0) {
        var handles = new Handles(index.value(Handles.MOST));
        handles.next();
        block = read(handles);
        return true;
      }
    }
    return false;
  }

  private Block read(Handles handle) throws IOException {
    long left = source.size() - FOOTER - BLOCK_TRAILER - handle.offset;
    if (handle.offset < 0 || handle.size < 0 || handle.size > Math.min(left, MAX_BLOCK)) {
      throw corrupt(
          handle.offset,
          "size of a block",
          "at most " + Math.min(left, MAX_BLOCK),
          handle.size + "");
    }
    int size = (int) handle.size;
    var bytes = new byte[size + BLOCK_TRAILER];
    source.read(handle.offset, bytes, 0, bytes.length);
    int kept = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(size + 1);
    MaskedSum.check(source.name(), handle.offset, bytes, 0, size + 1, kept);
    return new Block(source.name(), handle.offset, unpacked(handle.offset, bytes, size));
  }

  private byte[] unpacked(long offset, byte[] bytes, int size) throws IOException {
    return switch (bytes[size]) {
      case PLAIN -> Arrays.copyOf(bytes, size);
      case SNAPPY -> {
        try {
          yield Snappy.unpack(bytes, size);
        } catch (Snappy.Malformed e) {
          throw new CorruptDataException(
              source.name(), offset, "packed block", "Snappy", e.getMessage() + "", e);
        }
      }
      default ->
          throw corrupt(offset + size, "packing", "none (0) or Snappy (1)", bytes[size] + "");
    };
  }

  /** Two numbers each: where a block begins and how long it is. */
  private final class Handles {
    static final int MOST = 20;
    private final byte[] bytes;
    private int at;
    private long offset;
    private long size;

    Handles(byte[] bytes) {
      this.bytes = bytes;
    }

    void next() throws IOException {
      offset = number();
      size = number();
    }

    private long number() throws IOException {
      long number = 0;
      for (int shift = 0; shift < 63 && at < bytes.length; shift += 7) {
        int next = bytes[at++];
        number |= (long) (next & 0x7f) << shift;
        if (next >= 0) {
          return number;
        }
      }
      throw corrupt(-1, "place of a block", "a number", "none");
    }
  }

  private CorruptDataException corrupt(long at, String what, String expected, String got) {
    return new CorruptDataException(source.name(), at, what, expected, got);
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
