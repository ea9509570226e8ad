package io.dagstore.index.segments;

import io.dagstore.core.files.CorruptDataException;
import java.io.IOException;

/**
 * The pairs of a segment in the order of their keys, without the removed shards. Entries lie in the
 * order of their home lines, so counting how many each line is home to tells where one belongs.
 */
final class SegmentWalk implements Postings {
  private final Segment segment;
  private final ShardSet removed;
  private final long[] crowded;
  private int crowdedAt;
  private long line = -1;
  private long word;
  private int index;
  private long home = -1;
  private long atHome;
  private long key;
  private int shard;
  private long list;
  private int listLeft;

  /**
   * Begins before the first pair.
   *
   * @param removed shards to leave out
   */
  SegmentWalk(Segment segment, ShardSet removed) throws IOException {
    this.segment = segment;
    this.removed = removed;
    this.crowded = segment.crowded();
  }

  @Override
  public boolean next() throws IOException {
    try {
      boolean there = step();
      while (there && removed.contains(shard)) {
        there = step();
      }
      segment.mapping().settle();
      return there;
    } catch (InternalError e) {
      throw segment.mapping().fault(e);
    }
  }

  private boolean step() throws IOException {
    if (listLeft > 0) {
      shard = segment.listed(list, segment.listLength(list) - listLeft--);
      return true;
    }
    if (!findEntry()) {
      return false;
    }
    findHome();
    long entry = segment.entry(line, index++);
    LineLayout layout = segment.layout();
    key = layout.places().key(home, entry >>> layout.valueBits());
    long value = segment.value(entry);
    if ((value & layout.listFlag()) == 0) {
      shard = (int) value;
      return true;
    }
    list = segment.checkedList(value);
    listLeft = segment.listLength(list);
    return step();
  }

  private boolean findEntry() throws IOException {
    while (line < 0 || index >= ((int) word & SegmentFormat.COUNT_MASK)) {
      if (++line >= segment.lines()) {
        return false;
      }
      word = segment.checkedLine(line);
      index = 0;
    }
    return true;
  }

  /** Homes are never behind the lines, so this reads no further than the entry's own line. */
  private void findHome() throws IOException {
    while (atHome == 0) {
      home++;
      long header = segment.checkedLine(home);
      atHome = (header >>> SegmentFormat.HOME_SHIFT) & SegmentFormat.CROWDED;
      if (atHome == SegmentFormat.CROWDED) {
        atHome = crowdedEntries();
      }
    }
    atHome--;
  }

  private long crowdedEntries() throws IOException {
    while (crowdedAt < crowded.length && crowded[crowdedAt] < home) {
      crowdedAt += 2;
    }
    if (crowdedAt >= crowded.length || crowded[crowdedAt] != home) {
      throw new CorruptDataException(
          segment.mapping().name(), -1, "crowded line " + home, "its entries", "none");
    }
    return crowded[crowdedAt + 1];
  }

  @Override
  public long key() {
    return key;
  }

  @Override
  public int shard() {
    return shard;
  }
}
