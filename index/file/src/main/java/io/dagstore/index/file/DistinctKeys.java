package io.dagstore.index.file;

import io.dagstore.core.api.index.LongCursor;

/** The keys of sorted entries, each once; only some of their bits count. */
final class DistinctKeys implements LongCursor {
  static final long ALL_BITS = -1;

  private final PackedEntries.Cursor entries;
  private final long bits;
  private final long count;
  private boolean began;
  private long value;

  DistinctKeys(PackedEntries.Cursor entries, long bits, long count) {
    this.entries = entries;
    this.bits = bits;
    this.count = count;
  }

  @Override
  public boolean next() {
    while (entries.next()) {
      long key = entries.key() & bits;
      if (!began || key != value) {
        began = true;
        value = key;
        return true;
      }
    }
    return false;
  }

  /** Walks to the end and returns how many steps that took. */
  long countRest() {
    long steps = 0;
    while (next()) {
      steps++;
    }
    return steps;
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
