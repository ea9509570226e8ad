package io.dagstore.index.file;

import java.util.ArrayList;
import java.util.List;

/** Entries of a small index, on the heap: a sorter off it costs more than they do. */
final class FewEntries implements SortedEntries {
  /** An index of more entries is no small one. */
  static final int MOST = 1000;

  private final List<Entry> entries = new ArrayList<>();

  private record Entry(long key, long offset, int length) {}

  boolean isFull() {
    return entries.size() == MOST;
  }

  void add(long key, long offset, int length) {
    entries.add(new Entry(key, offset, length));
  }

  @Override
  public long size() {
    return entries.size();
  }

  @Override
  public Cursor sorted() {
    entries.sort((a, b) -> Long.compareUnsigned(a.key(), b.key()));
    return new Walk();
  }

  private final class Walk implements Cursor {
    private int at = -1;

    @Override
    public boolean next() {
      return ++at < entries.size();
    }

    @Override
    public long key() {
      return entries.get(at).key();
    }

    @Override
    public long offset() {
      return entries.get(at).offset();
    }

    @Override
    public int length() {
      return entries.get(at).length();
    }
  }
}
