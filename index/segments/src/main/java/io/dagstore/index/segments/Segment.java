package io.dagstore.index.segments;

import io.dagstore.core.files.Advice;
import io.dagstore.core.files.CorruptDataException;
import io.dagstore.core.files.Envelope;
import io.dagstore.core.files.Mapping;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * An open segment less the shards that were taken out of it. Immutable; the mapping is shared by
 * all that {@link #without} gives, and closed once, when none of them is used any more.
 */
final class Segment {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final long number;
  private final Mapping mapping;
  private final MemorySegment bytes;
  private final Layout layout;
  private final long entries;
  private final int shards;
  private final int lists;
  private final int listed;
  private final long linesAt;
  private final BitSet removed;

  private Segment(Segment whole, BitSet removed) {
    this.number = whole.number;
    this.mapping = whole.mapping;
    this.bytes = whole.bytes;
    this.layout = whole.layout;
    this.entries = whole.entries;
    this.shards = whole.shards;
    this.lists = whole.lists;
    this.listed = whole.listed;
    this.linesAt = whole.linesAt;
    this.removed = removed;
  }

  private Segment(Mapping mapping, Envelope envelope) throws CorruptDataException {
    this.number = envelope.owner();
    this.mapping = mapping;
    this.bytes = mapping.segment();
    this.entries = envelope.fact(0, "number of entries", 0, (int) Layout.MAX_ENTRIES);
    int lines = envelope.fact(1, "number of lines", 1, Layout.MAX_LINES);
    this.shards = envelope.fact(2, "number of shards", 0, Integer.MAX_VALUE);
    this.lists = envelope.fact(3, "number of lists", 0, (int) entries);
    this.listed = envelope.fact(4, "shards in lists", 0, Integer.MAX_VALUE);
    this.layout = Layout.of(lines, entries, (long) shards + lists);
    this.linesAt = envelope.bodyOffset();
    this.removed = new BitSet();
    long expected = listedAt() + Integer.BYTES * (long) listed + SegmentFormat.PADDING - linesAt;
    if (envelope.bodyLength() != expected) {
      throw corrupt(40, "bytes of the body", "" + expected, "" + envelope.bodyLength());
    }
  }

  static Segment open(Path file, long number) throws IOException {
    Mapping mapping = Mapping.open(file, Advice.RANDOM);
    try {
      Segment segment = new Segment(mapping, Envelope.read(mapping, SegmentFormat.FORMAT));
      if (segment.number != number) {
        throw segment.corrupt(32, "number of the segment", "" + number, "" + segment.number);
      }
      return segment;
    } catch (IOException | RuntimeException e) {
      mapping.close();
      throw e;
    }
  }

  long number() {
    return number;
  }

  Mapping mapping() {
    return mapping;
  }

  Layout layout() {
    return layout;
  }

  long entries() {
    return entries;
  }

  /** Number of its shards, those taken out included. */
  int shards() {
    return shards;
  }

  BitSet removed() {
    return (BitSet) removed.clone();
  }

  int removedCount() {
    return removed.cardinality();
  }

  /** Numbers of its shards but those taken out, ascending. */
  IntStream present() {
    return IntStream.range(0, shards).filter(place -> !removed.get(place)).map(this::shard);
  }

  /** This segment with shards taken out, by their places. */
  Segment without(BitSet places) {
    BitSet all = removed();
    all.or(places);
    return new Segment(this, all);
  }

  /** The place of a shard that is here and not taken out, or a negative number. */
  int place(int shard) {
    int low = 0;
    int high = shards - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = Integer.compare(shard(middle), shard);
      if (order == 0) {
        return removed.get(middle) ? -1 : middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  boolean isRemoved(int place) {
    return removed.get(place);
  }

  /** The number of the shard at a place. */
  int shard(int place) {
    return bytes.get(INT, shardsAt() + (long) Integer.BYTES * place);
  }

  /** Where in the file a line begins. */
  long lineAt(int line) {
    return linesAt + (long) line * Layout.LINE_BYTES;
  }

  /** Adds the shards that have the key. */
  void find(long key, Hits hits) throws IOException {
    try {
      for (long entry = first(key); entry >= 0; entry = next(key, entry + 1)) {
        each(value(entry), hits);
      }
      mapping.settle();
    } catch (InternalError e) {
      throw mapping.fault(e);
    }
  }

  /** One shard that has the key, or -1. */
  int findFirst(long key) throws IOException {
    try {
      int shard = -1;
      long entry = first(key);
      while (entry >= 0 && shard < 0) {
        shard = firstOf(value(entry));
        entry = shard < 0 ? next(key, entry + 1) : -1;
      }
      mapping.settle();
      return shard;
    } catch (InternalError e) {
      throw mapping.fault(e);
    }
  }

  private long first(long key) throws IOException {
    return next(key, (long) layout.home(key) * layout.slots());
  }

  /** The next entry that has the key, or -1; entries are numbered slot by slot, line by line. */
  private long next(long key, long from) throws IOException {
    long fingerprint = layout.fingerprint(key);
    int line = (int) (from / layout.slots());
    int slot = (int) (from % layout.slots());
    while (true) {
      long at = lineAt(line);
      int count = checkedCount(line);
      for (; slot < count; slot++) {
        if (layout.fingerprint(bytes, at, slot) == fingerprint) {
          return (long) line * layout.slots() + slot;
        }
      }
      if (!Layout.spills(bytes, at) || line == lastLine()) {
        return -1;
      }
      line++;
      slot = 0;
    }
  }

  private int value(long entry) {
    long line = entry / layout.slots();
    return layout.value(bytes, lineAt((int) line), (int) (entry - line * layout.slots()));
  }

  private int lastLine() {
    return layout.lines() + layout.tail() - 1;
  }

  /** Number of entries in a line. */
  int checkedCount(int line) throws CorruptDataException {
    int count = Layout.count(bytes, lineAt(line));
    if (count > layout.slots()) {
      throw corrupt(lineAt(line), "entries of a line", "at most " + layout.slots(), "" + count);
    }
    return count;
  }

  /** Gives the shards that an entry's value stands for, but those taken out. */
  void each(int value, Hits hits) throws CorruptDataException {
    int size = size(value);
    for (int i = 0; i < size; i++) {
      int place = place(value, i);
      if (!removed.get(place)) {
        hits.add(place, shard(place));
      }
    }
  }

  private int firstOf(int value) throws CorruptDataException {
    int size = size(value);
    for (int i = 0; i < size; i++) {
      int place = place(value, i);
      if (!removed.get(place)) {
        return shard(place);
      }
    }
    return -1;
  }

  private int size(int value) throws CorruptDataException {
    if (value < shards) {
      return 1;
    }
    int list = value - shards;
    if (list >= lists) {
      throw corrupt(-1, "value of an entry", "below " + (shards + lists), "" + value);
    }
    return listStart(list + 1) - listStart(list);
  }

  private int place(int value, int index) throws CorruptDataException {
    if (value < shards) {
      return value;
    }
    long at = listedAt() + (long) Integer.BYTES * (listStart(value - shards) + index);
    int place = bytes.get(INT, at);
    if (place < 0 || place >= shards) {
      throw corrupt(at, "place of a shard", "below " + shards, "" + place);
    }
    return place;
  }

  private int listStart(int list) throws CorruptDataException {
    long at = listsAt() + (long) Integer.BYTES * list;
    int start = bytes.get(INT, at);
    if (start < 0 || start > listed) {
      throw corrupt(at, "place of a list", "0 to " + listed, "" + start);
    }
    return start;
  }

  private long shardsAt() {
    return linesAt + layout.linesBytes();
  }

  private long listsAt() {
    return shardsAt() + (long) Integer.BYTES * shards;
  }

  private long listedAt() {
    return listsAt() + Integer.BYTES * (lists + 1L);
  }

  private CorruptDataException corrupt(long at, String what, String expected, String got) {
    return new CorruptDataException(mapping.name(), at, what, expected, got);
  }
}
