package io.dagstore.index.segments;

import io.dagstore.core.api.index.KeyPlaces;
import io.dagstore.core.files.CorruptDataException;
import io.dagstore.core.files.Mapping;
import io.dagstore.core.files.MemorySum;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * The lines of a mapped segment: a lookup reads one, seldom two. Immutable, thread-safe.
 *
 * <p>Entries are compared at places that the compiler knows, without a loop and without a branch:
 * what the processor must guess makes the next lookup wait.
 */
final class Lines {
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final Mapping mapping;
  private final MemorySegment file;
  private final long start;
  private final long count;
  private final int ownMask;
  private final KeyPlaces places;
  private final int entryBytes;
  private final int entryShift;
  private final int valueBits;
  private final int capacity;

  /**
   * Lines of a file.
   *
   * @param start where they begin
   * @param count how many there are
   * @param tellOwn a line that goes on tells how many of its entries are at home in it
   */
  Lines(Mapping mapping, long start, long count, LineLayout layout, boolean tellOwn) {
    this.mapping = mapping;
    this.file = mapping.segment();
    this.start = start;
    this.count = count;
    this.ownMask = tellOwn ? SegmentFormat.COUNT_MASK : 0;
    this.places = layout.places();
    this.entryBytes = layout.entryBytes();
    this.entryShift = Long.SIZE - entryBytes * Byte.SIZE;
    this.valueBits = layout.valueBits();
    this.capacity = layout.capacity();
  }

  long count() {
    return count;
  }

  /**
   * Begins to fetch the line of a key and the one behind it: several such waits pass as one. Behind
   * the last line there is a footer at least.
   */
  void fetch(long key) {
    long at = at(places.place(key));
    long bits = file.get(LONG, at) + file.get(LONG, at + SegmentFormat.LINE_BYTES);
    if (bits == SegmentFormat.LINE_SEED) {
      Thread.onSpinWait(); // Whatever they are: a load that nobody looks at is not made.
    }
  }

  private long at(long line) {
    return start + line * SegmentFormat.LINE_BYTES;
  }

  /** Adds all candidate shards of a key to {@code found}, as long as that wants more. */
  void find(long key, Segment segment, ShardCollector found) throws CorruptDataException {
    long home = places.place(key);
    long fingerprint = places.fingerprint(key);
    boolean more = true;
    for (long line = home; more; line++) {
      long word = checked(line);
      long at = at(line);
      int matching = matching(at, fingerprint) & ((1 << entries(word)) - 1);
      if (matching != 0) {
        take(matching, at, segment, found);
      }
      more = mayGoOn(line == home, word, at, fingerprint) && found.wantsMore();
    }
  }

  /** Returns a line's first 8 bytes when its checksum is right. */
  long checked(long line) throws CorruptDataException {
    if (line >= count) {
      throw corrupt(line, "line", "less than " + count, Long.toString(line));
    }
    long at = at(line);
    long word = file.get(LONG, at);
    long sum = SegmentFormat.lineSeed(line, word);
    for (int i = Long.BYTES; i < SegmentFormat.LINE_BYTES; i += Long.BYTES) {
      sum = MemorySum.next(sum, file.get(LONG, at + i));
    }
    long expected = SegmentFormat.lineSum(sum);
    long got = word & SegmentFormat.SUM_MASK;
    if (expected != got) {
      throw corrupt(
          line, "checksum of line " + line, Long.toHexString(expected), Long.toHexString(got));
    }
    return word;
  }

  private void take(int matching, long at, Segment segment, ShardCollector found)
      throws CorruptDataException {
    for (int left = matching; left != 0 && found.wantsMore(); left &= left - 1) {
      long entry = entryAt(at, Integer.numberOfTrailingZeros(left));
      segment.take(entry & (-1L >>> (Long.SIZE - valueBits)), found);
    }
  }

  /** One bit for each entry that has the fingerprint, without a branch for each. */
  private int matching(long at, long fingerprint) {
    int shift = entryShift + valueBits;
    return switch (entryBytes) {
      case 4 -> matching(at, fingerprint, shift, 4, 15);
      case 5 -> matching(at, fingerprint, shift, 5, 12);
      case 6 -> matching(at, fingerprint, shift, 6, 10);
      case 7 -> matching(at, fingerprint, shift, 7, 8);
      default -> matching(at, fingerprint, shift, 8, 7);
    };
  }

  private int matching(long at, long fingerprint, int shift, int size, int count) {
    int matching = 0;
    for (int i = 0; i < count; i++) {
      long there = file.get(LONG, at + end(size, i)) >>> shift;
      matching |= (there == fingerprint ? 1 : 0) << i;
    }
    return matching;
  }

  /** Where 8 bytes lie that end with an entry: none of them is in the next line. */
  private static int end(int size, int index) {
    return SegmentFormat.HEADER_BYTES + (index + 1) * size - Long.BYTES;
  }

  private long entryAt(long at, int index) {
    return file.get(LONG, at + end(entryBytes, index)) >>> entryShift;
  }

  /**
   * Tells whether entries with this fingerprint may lie behind this line. They lie in order: not
   * behind a larger one of the same home, nor behind one of a later home. One branch at the end:
   * each that is as often taken as not would make the next lookup wait.
   */
  private boolean mayGoOn(boolean atHome, long word, long at, long fingerprint) {
    int spills = ((int) word >>> SegmentFormat.SPILL_SHIFT) & 1;
    int own = (int) word & ownMask;
    long last = entryAt(at, capacity - 1) >>> valueBits;
    int endsInOwn = -own >>> (Integer.SIZE - 1);
    int behind = (int) ((fingerprint - last) >>> (Long.SIZE - 1)) | (atHome ? 0 : 1);
    return (spills & ~(endsInOwn & behind)) != 0;
  }

  /** Returns the first 8 bytes of a line that was checked before. */
  long word(long line) {
    return file.get(LONG, at(line));
  }

  /** Returns how many entries a line with this word has. */
  int entries(long word) {
    boolean full = (word & SegmentFormat.SPILLS) != 0 && ownMask != 0;
    return full ? capacity : (int) word & SegmentFormat.COUNT_MASK;
  }

  /** Returns an entry of a checked line. */
  long entry(long line, int index) {
    return entryAt(at(line), index);
  }

  private CorruptDataException corrupt(long line, String what, String expected, String got) {
    return new CorruptDataException(mapping.name(), at(line), what, expected, got);
  }
}
