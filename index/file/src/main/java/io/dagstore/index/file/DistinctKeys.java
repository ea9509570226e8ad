package io.dagstore.index.file;

import io.dagstore.core.api.index.LongCursor;

/** The keys of sorted entries, each once. */
final class DistinctKeys implements LongCursor {
  private final SortedEntries.Cursor entries;
  private final long count;
  private boolean began;
  private long value;

  DistinctKeys(SortedEntries.Cursor entries, long count) {
    this.entries = entries;
    this.count = count;
  }

  @Override
  public boolean next() {
    while (entries.next()) {
      if (!began || entries.key() != value) {
        began = true;
        value = entries.key();
        return true;
      }
    }
    return false;
  }

  @Override
  public long value() {
    return value;
  }

  @Override
  public long count() {
    return count;
  }
}
