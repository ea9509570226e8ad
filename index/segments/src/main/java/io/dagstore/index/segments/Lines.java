package io.dagstore.index.segments;

import io.dagstore.core.api.index.KeyPlaces;
import io.dagstore.core.files.CorruptDataException;
import io.dagstore.core.files.Mapping;
import io.dagstore.core.files.MemorySum;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a mapped segment: a lookup reads one, seldom two. Immutable, thread-safe.
 *
 * <p>Entries are compared at places that the compiler knows, without a loop and without a branch:
 * what the processor must guess makes the next lookup wait.
 */
final class Lines {
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** No shard. */
  static final int NONE = -1;

  /** Of what {@link #look} tells: the entries that match, and whether to look behind. */
  private static final int MATCHES = (1 << SegmentFormat.COUNT_MASK) - 1;

  private static final int GOES_ON_BIT = SegmentFormat.COUNT_MASK;
  private static final int GOES_ON = 1 << GOES_ON_BIT;

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

  /** How far to shift a line's last 8 bytes so that its last entry's end at the top. */
  private final int lastLow;

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
    this.lastLow =
        Byte.SIZE * (SegmentFormat.LINE_BYTES - SegmentFormat.HEADER_BYTES - capacity * entryBytes);
  }

  long count() {
    return count;
  }

  /**
   * Begins to fetch the lines of keys and those behind: waits that do not depend on each other pass
   * as one. Behind the last line there is a footer at least.
   *
   * @return something made of all that is fetched: a load that nobody looks at is not made
   */
  long fetch(long[] keys, int from, int to) {
    long bits = 0;
    for (int i = from; i < to; i++) {
      long at = start + places.place(keys[i]) * SegmentFormat.LINE_BYTES;
      bits |= file.get(LONG, at) | file.get(LONG, at + SegmentFormat.LINE_BYTES);
    }
    return bits;
  }

  /** The same for one key, without the line behind. */
  long fetch(long key) {
    return word(places.place(key));
  }

  private long at(long line) {
    return start + line * SegmentFormat.LINE_BYTES;
  }

  /**
   * Looks for the shards of a key among those of a segment that count at a version.
   *
   * @param all takes all of them; null: only one is wanted
   * @return one of them where {@code all} is null, else -1
   */
  int find(long key, Segment segment, Removals removals, long version, @Nullable Candidates all)
      throws CorruptDataException {
    long line = places.place(key);
    long fingerprint = places.fingerprint(key);
    int seen = look(line, fingerprint, 0);
    while (true) {
      for (int left = seen & MATCHES; left != 0; left &= left - 1) {
        long entry = entry(line, Integer.numberOfTrailingZeros(left));
        int shard = segment.take(segment.value(entry), removals, version, all);
        if (shard >= 0) {
          return shard;
        }
      }
      if (seen < GOES_ON) {
        return NONE;
      }
      seen = look(++line, fingerprint, 1);
    }
  }

  /**
   * What a checked line has of a fingerprint: a bit for each entry, and {@link #GOES_ON}. The line
   * is loaded once, into variables: entries are cut out of these, without a branch for each.
   *
   * @param behind 0 for the home line, 1 for one behind it
   */
  private int look(long line, long fingerprint, int behind) throws CorruptDataException {
    if (line >= count) {
      throw corrupt(line, "line", "less than " + count, Long.toString(line));
    }
    long at = start + line * SegmentFormat.LINE_BYTES;
    long w0 = file.get(LONG, at);
    long w1 = file.get(LONG, at + 8);
    long w2 = file.get(LONG, at + 16);
    long w3 = file.get(LONG, at + 24);
    long w4 = file.get(LONG, at + 32);
    long w5 = file.get(LONG, at + 40);
    long w6 = file.get(LONG, at + 48);
    long w7 = file.get(LONG, at + 56);
    long sum = MemorySum.next(SegmentFormat.lineSeed(line, w0), w1);
    sum = MemorySum.next(MemorySum.next(MemorySum.next(sum, w2), w3), w4);
    sum = MemorySum.next(MemorySum.next(MemorySum.next(sum, w5), w6), w7);
    if (((SegmentFormat.lineSum(sum) ^ w0) & SegmentFormat.SUM_MASK) != 0) {
      throw wrongSum(line, w0, SegmentFormat.lineSum(sum));
    }
    int matching =
        entryBytes == 6
            ? six(fingerprint, w0, w1, w2, w3, w4, w5, w6, w7)
            : matching(at, fingerprint);
    int seen = matching & ((1 << entries(w0)) - 1);
    return seen | (mayGoOn(behind, (int) w0, w7, fingerprint) << GOES_ON_BIT);
  }

  private int six(
      long fingerprint, long w0, long w1, long w2, long w3, long w4, long w5, long w6, long w7) {
    int low = 16;
    int drop = 16 + valueBits;
    long f = fingerprint;
    return is(w0 >>> 32 | w1 << 32, low, drop, f)
        | is(w1 >>> 16, low, drop, f) << 1
        | is(w2, low, drop, f) << 2
        | is(w2 >>> 48 | w3 << 16, low, drop, f) << 3
        | is(w3 >>> 32 | w4 << 32, low, drop, f) << 4
        | is(w4 >>> 16, low, drop, f) << 5
        | is(w5, low, drop, f) << 6
        | is(w5 >>> 48 | w6 << 16, low, drop, f) << 7
        | is(w6 >>> 32 | w7 << 32, low, drop, f) << 8
        | is(w7 >>> 16, low, drop, f) << 9;
  }

  private static int is(long bits, int low, int drop, long fingerprint) {
    return bits << low >>> drop == fingerprint ? 1 : 0;
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
    if (((SegmentFormat.lineSum(sum) ^ word) & SegmentFormat.SUM_MASK) != 0) {
      throw wrongSum(line, word, SegmentFormat.lineSum(sum));
    }
    return word;
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
  private int mayGoOn(int behindHome, int header, long lastWord, long fingerprint) {
    int spills = (header >>> SegmentFormat.SPILL_SHIFT) & 1;
    int own = header & ownMask;
    long last = (lastWord << lastLow) >>> (entryShift + valueBits);
    int endsInOwn = -own >>> (Integer.SIZE - 1);
    int behind = (int) ((fingerprint - last) >>> (Long.SIZE - 1)) | behindHome;
    return spills & ~(endsInOwn & behind);
  }

  /** Returns the first 8 bytes of a line, which are as they were written if it was checked. */
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

  private CorruptDataException wrongSum(long line, long word, long expected) {
    return corrupt(
        line,
        "checksum of line " + line,
        Long.toHexString(expected),
        Long.toHexString(word & SegmentFormat.SUM_MASK));
  }

  private CorruptDataException corrupt(long line, String what, String expected, String got) {
    return new CorruptDataException(mapping.name(), at(line), what, expected, got);
  }
}
