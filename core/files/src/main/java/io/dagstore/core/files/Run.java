package io.dagstore.core.files;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A cursor over sorted records in one piece of memory. What it has passed of a mapped file leaves
 * the memory of the process, and stays in the kernel's cache.
 */
final class Run implements RecordSorter.Records {
  private static final long STRETCH = 1 << 20;

  private final MemorySegment records;
  private final long step;
  private final long end;
  private long at;
  private long left;

  Run(MemorySegment records, int words) {
    this.records = records;
    this.step = (long) words * Long.BYTES;
    this.end = records.byteSize();
    this.at = -step;
  }

  @Override
  public boolean next() {
    at += step;
    if (at - left >= STRETCH) {
      leave();
    }
    return at < end;
  }

  private void leave() {
    if (records.isMapped()) {
      records.asSlice(left, at - left).unload();
    }
    left = at;
  }

  @Override
  public long key() {
    return records.get(ValueLayout.JAVA_LONG, at);
  }

  @Override
  public long value() {
    return records.get(ValueLayout.JAVA_LONG, at + Long.BYTES);
  }

  @Override
  public long second() {
    return step > 2 * Long.BYTES ? records.get(ValueLayout.JAVA_LONG, at + 2 * Long.BYTES) : 0;
  }
}
