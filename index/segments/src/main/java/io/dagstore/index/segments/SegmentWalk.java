package io.dagstore.index.segments;

import io.dagstore.core.files.CorruptDataException;
import java.io.IOException;

/**
 * The pairs of a segment in the order of their keys, without the removed shards. Entries lie in the
 * order of their home lines, so counting how many each line is home to tells where one belongs.
 */
final class SegmentWalk implements Postings {
  private final Segment segment;
  private final Lines lines;
  private final int valueBits;
  private final ShardSet removed;
  private final long[] crowded;
  private final HomeKeys homes;

  /** Of the line at hand: each entry's key and value. */
  private final long[] keys = new long[SegmentFormat.COUNT_MASK];

  private final long[] values = new long[SegmentFormat.COUNT_MASK];
  private int crowdedAt;
  private long line = -1;
  private int count;
  private int index = -1;
  private long atHome;
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
    this.lines = segment.lines();
    this.valueBits = segment.layout().valueBits();
    this.removed = removed;
    this.crowded = segment.crowded();
    this.homes = new HomeKeys(segment.layout().places());
  }

  @Override
  public boolean next() throws IOException {
    while (listLeft > 0 ? stepInList() : step()) {
      if (!removed.contains(shard)) {
        return true;
      }
    }
    return false;
  }

  private boolean stepInList() throws IOException {
    try {
      shard = segment.listed(list, segment.listLength(list) - listLeft--);
      segment.mapping().settle();
      return true;
    } catch (InternalError e) {
      throw segment.mapping().fault(e);
    }
  }

  private boolean step() throws IOException {
    while (++index >= count) {
      if (line + 1 >= lines.count()) {
        index = count;
        return false;
      }
      readLine();
    }
    long value = values[index];
    if ((value & segment.layout().listFlag()) == 0) {
      shard = (int) value;
      return true;
    }
    return openList(value);
  }

  private boolean openList(long value) throws IOException {
    try {
      list = segment.checkedList(value);
      listLeft = segment.listLength(list);
      segment.mapping().settle();
    } catch (InternalError e) {
      throw segment.mapping().fault(e);
    }
    return listLeft > 0 ? stepInList() : step();
  }

  private void readLine() throws IOException {
    try {
      long word = lines.checked(++line);
      count = lines.entries(word);
      index = -1;
      if (line == 0) {
        atHome = homeEntries();
      }
      for (int i = 0; i < count; i++) {
        long entry = lines.entry(line, i);
        findHome();
        keys[i] = homes.key(entry >>> valueBits);
        values[i] = segment.value(entry);
      }
      segment.mapping().settle();
    } catch (InternalError e) {
      throw segment.mapping().fault(e);
    }
  }

  /** Homes are never behind the lines, so their lines were checked before. */
  private void findHome() throws IOException {
    while (atHome == 0) {
      homes.nextHome();
      if (homes.home() > line) {
        throw corrupt("a line not behind line " + line, "home " + homes.home());
      }
      atHome = homeEntries();
    }
    atHome--;
  }

  private long homeEntries() throws IOException {
    long header = lines.word(homes.home());
    long entries = (header >>> SegmentFormat.HOME_SHIFT) & SegmentFormat.CROWDED;
    return entries == SegmentFormat.CROWDED ? crowdedEntries() : entries;
  }

  private long crowdedEntries() throws IOException {
    while (crowdedAt < crowded.length && crowded[crowdedAt] < homes.home()) {
      crowdedAt += 2;
    }
    if (crowdedAt >= crowded.length || crowded[crowdedAt] != homes.home()) {
      throw corrupt("entries of crowded line " + homes.home(), "none");
    }
    return crowded[crowdedAt + 1];
  }

  private CorruptDataException corrupt(String expected, String got) {
    return new CorruptDataException(
        segment.mapping().name(), -1, "home of an entry in line " + line, expected, got);
  }

  @Override
  public long key() {
    return keys[index];
  }

  @Override
  public int shard() {
    return shard;
  }
}
