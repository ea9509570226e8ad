package io.dagstore.index.segments;

import io.dagstore.core.files.CorruptDataException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** Walks a segment's pairs in the order of keys, leaving out the shards that were taken out. */
final class SegmentPairs implements Pairs {
  private final Segment segment;
  private final Layout layout;
  private final MemorySegment bytes;
  private final int[] renumbered;
  private final Hits hits = new Hits();
  private int line = -1;
  private int slot;
  private int count;
  private int hit;
  private long key;

  /**
   * Begins a walk.
   *
   * @param renumbered the new place of the shard at each place
   */
  SegmentPairs(Segment segment, int[] renumbered) {
    this.segment = segment;
    this.layout = segment.layout();
    this.bytes = segment.mapping().segment();
    this.renumbered = renumbered;
  }

  @Override
  public boolean next() throws IOException {
    hit++;
    while (hit >= hits.size()) {
      if (!nextEntry()) {
        return false;
      }
    }
    return true;
  }

  private boolean nextEntry() throws CorruptDataException {
    while (slot >= count) {
      if (line == layout.lines() + layout.tail() - 1) {
        return false;
      }
      count = segment.checkedCount(++line);
      slot = 0;
    }
    long at = segment.lineAt(line);
    key = layout.key(line, layout.fingerprint(bytes, at, slot));
    hits.clear();
    hit = 0;
    segment.each(layout.value(bytes, at, slot), hits);
    slot++;
    return true;
  }

  @Override
  public long key() {
    return key;
  }

  @Override
  public int shard() {
    return renumbered[hits.place(hit)];
  }
}
