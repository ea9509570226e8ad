package io.dagstore.index.file;

import io.dagstore.core.files.RecordSorter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Entries being sorted: offset and length share one word while they fit, which is for files below 1
 * TiB and blocks below 16 MiB.
 */
final class PackedEntries implements SortedEntries, Closeable {
  private static final int LENGTH_BITS = 24;
  private static final long LENGTH_MASK = (1L << LENGTH_BITS) - 1;

  private final RecordSorter sorter;
  private final boolean wide;

  private PackedEntries(Path scratch, boolean wide) {
    this.wide = wide;
    this.sorter =
        new RecordSorter(wide ? RecordSorter.Values.TWO : RecordSorter.Values.ONE, scratch);
  }

  static PackedEntries narrow(Path scratch) {
    return new PackedEntries(scratch, false);
  }

  boolean fits(long offset, int length) {
    return wide || (offset >>> (Long.SIZE - LENGTH_BITS) == 0 && length <= LENGTH_MASK);
  }

  /** Moves all entries into words of their own and closes this. */
  PackedEntries widened(Path scratch) throws IOException {
    var moved = new PackedEntries(scratch, true);
    try (this) {
      Cursor entry = sorted();
      while (entry.next()) {
        moved.add(entry.key(), entry.offset(), entry.length());
      }
    }
    return moved;
  }

  void add(long key, long offset, int length) throws IOException {
    if (wide) {
      sorter.add(key, offset, length);
    } else {
      sorter.add(key, (offset << LENGTH_BITS) | length);
    }
  }

  @Override
  public long size() {
    return sorter.size();
  }

  @Override
  public Cursor sorted() throws IOException {
    return new Walk(sorter.sorted(), wide);
  }

  @Override
  public void close() throws IOException {
    sorter.close();
  }

  private record Walk(RecordSorter.Records records, boolean wide) implements Cursor {
    @Override
    public boolean next() {
      return records.next();
    }

    @Override
    public long key() {
      return records.key();
    }

    @Override
    public long offset() {
      return wide ? records.value() : records.value() >>> LENGTH_BITS;
    }

    @Override
    public int length() {
      return (int) (wide ? records.second() : records.value() & LENGTH_MASK);
    }
  }
}
