package io.dagstore.index.segments;

import io.dagstore.core.files.Advice;
import io.dagstore.core.files.CorruptDataException;
import io.dagstore.core.files.Envelope;
import io.dagstore.core.files.Mapping;
import io.dagstore.core.files.MemorySum;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A mapped file of {@link SegmentFormat}. Immutable, thread-safe, no locks. */
final class Segment implements Closeable {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final Mapping mapping;
  private final MemorySegment file;
  private final Envelope envelope;
  private final LineLayout layout;
  private final Lines lines;
  private final long lineStart;
  private final long listStart;
  private final long shardStart;
  private final int shardCount;
  private final int crowdedCount;
  private volatile boolean tailChecked;

  private Segment(Mapping mapping, Envelope envelope, LineLayout layout) throws IOException {
    this.mapping = mapping;
    this.file = mapping.segment();
    this.envelope = envelope;
    this.layout = layout;
    this.lineStart = envelope.bodyOffset();
    long count = envelope.fact(SegmentFormat.FACT_LINES);
    boolean tellOwn = envelope.version() >= SegmentFormat.VERSION_TELLS_OWN;
    this.lines = new Lines(mapping, lineStart, count, layout, tellOwn);
    this.listStart = lineStart + count * SegmentFormat.LINE_BYTES;
    this.shardStart = listStart + envelope.fact(SegmentFormat.FACT_LIST_UNITS) * Integer.BYTES;
    this.shardCount = count(envelope, SegmentFormat.FACT_SHARDS, "number of shards");
    this.crowdedCount = count(envelope, SegmentFormat.FACT_CROWDED, "number of crowded lines");
  }

  private static int count(Envelope envelope, int fact, String what) throws IOException {
    return envelope.fact(fact, what, 0, Integer.MAX_VALUE);
  }

  /** Opens a segment; costs the same whatever its size. */
  static Segment open(Path path, long number) throws IOException {
    Mapping mapping = Mapping.open(path, Advice.RANDOM);
    try {
      return read(mapping, number);
    } catch (IOException | RuntimeException | Error e) {
      mapping.close();
      throw e;
    }
  }

  private static Segment read(Mapping mapping, long number) throws IOException {
    Envelope envelope = Envelope.read(mapping, SegmentFormat.FORMAT);
    var layout =
        LineLayout.of(
            envelope.fact(SegmentFormat.FACT_HOMES),
            envelope.fact(
                SegmentFormat.FACT_ENTRY_BYTES,
                "entry bytes",
                SegmentFormat.MIN_ENTRY_BYTES,
                SegmentFormat.MAX_ENTRY_BYTES),
            envelope.fact(SegmentFormat.FACT_VALUE_BITS, "value bits", 1, Long.SIZE - 1));
    var segment = new Segment(mapping, envelope, layout);
    long end = segment.crowdedStart() + 2L * Long.BYTES * segment.crowdedCount;
    segment.expect("number of the segment", number, envelope.owner());
    segment.expect("bytes of the body", end - segment.lineStart, envelope.bodyLength());
    if (!layout.isSound() || layout.homes() > segment.lines.count()) {
      throw segment.corrupt(
          0, "layout", "sound", layout + " in " + segment.lines.count() + " lines");
    }
    return segment;
  }

  private void expect(String what, long expected, long got) throws CorruptDataException {
    if (expected != got) {
      throw corrupt(0, what, Long.toString(expected), Long.toString(got));
    }
  }

  private CorruptDataException corrupt(long at, String what, String expected, String got) {
    return new CorruptDataException(mapping.name(), at, what, expected, got);
  }

  private long crowdedStart() {
    return shardStart + (long) Integer.BYTES * shardCount;
  }

  /** Reads the whole file and compares its checksum. */
  void verify() throws IOException {
    envelope.verify();
  }

  /** Number of pairs of key and shard. */
  long pairs() {
    return envelope.fact(SegmentFormat.FACT_PAIRS);
  }

  /**
   * Looks for the shards of a key among those that count at a version.
   *
   * @param all takes all of them; null: only one is wanted
   * @return one of them where {@code all} is null, else -1
   */
  int find(long key, Removals removals, long version, @Nullable Candidates all) throws IOException {
    try {
      int found = lines.find(key, this, removals, version, all);
      mapping.settle();
      return found;
    } catch (InternalError e) {
      throw mapping.fault(e);
    }
  }

  /** Begins to fetch what lookups of these keys read first; 0 where it cannot be read. */
  long fetch(long[] keys, int from, int to) {
    try {
      long bits = lines.fetch(keys, from, to);
      mapping.settle();
      return bits;
    } catch (InternalError e) {
      return 0; // The lookups themselves meet it again and say so.
    }
  }

  /** Begins to fetch what a lookup of this key reads first; 0 where it cannot be read. */
  long fetch(long key) {
    try {
      long bits = lines.fetch(key);
      mapping.settle();
      return bits;
    } catch (InternalError e) {
      return 0; // The lookup itself meets it again and says so.
    }
  }

  /** Takes the shards that an entry's value stands for, as {@link #find} does. */
  int take(long value, Removals removals, long version, @Nullable Candidates all)
      throws CorruptDataException {
    if ((value & layout.listFlag()) == 0) {
      return take((int) value, removals, version, all);
    }
    long at = checkedList(value);
    int count = file.get(INT, at);
    int found = Lines.NONE;
    for (int i = 0; i < count && found < 0; i++) {
      found = take(listed(at, i), removals, version, all);
    }
    return found;
  }

  private static int take(int shard, Removals removals, long version, @Nullable Candidates all) {
    return removals.contains(shard, version) ? Lines.NONE : Candidates.take(shard, all);
  }

  long value(long entry) {
    return entry & (-1L >>> (Long.SIZE - layout.valueBits()));
  }

  /** Returns the position of the list that a value points to when its checksum is right. */
  long checkedList(long value) throws CorruptDataException {
    long at = listStart + (value ^ layout.listFlag()) * Integer.BYTES;
    long room = shardStart - at - SegmentFormat.LIST_HEADER;
    int count = room >= 0 ? file.get(INT, at) : -1;
    if (count < 0 || (long) count * Integer.BYTES > room) {
      throw corrupt(at, "length of a list", "at most " + room / Integer.BYTES, "" + count);
    }
    long start = at + SegmentFormat.LIST_HEADER;
    long sum = MemorySum.of(file, start, start + (long) Integer.BYTES * count, count);
    int stored = file.get(INT, at + Integer.BYTES);
    if ((int) (sum >>> Integer.SIZE) != stored) {
      throw corrupt(at, "checksum of a list", "" + (int) (sum >>> Integer.SIZE), "" + stored);
    }
    return at;
  }

  /** Returns the length of a checked list. */
  int listLength(long at) {
    return file.get(INT, at);
  }

  /** Returns a shard of a checked list. */
  int listed(long at, int index) {
    return file.get(INT, at + SegmentFormat.LIST_HEADER + (long) Integer.BYTES * index);
  }

  /** Tells whether this segment was made with the shard; the first call reads all of them. */
  boolean holds(int shard) throws IOException {
    if (!tailChecked) {
      var _ = checkedTail();
      tailChecked = true;
    }
    try {
      boolean found = search(shard);
      mapping.settle();
      return found;
    } catch (InternalError e) {
      throw mapping.fault(e);
    }
  }

  private boolean search(int shard) {
    int low = 0;
    int high = shardCount - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (file.get(INT, shardStart + (long) Integer.BYTES * middle) <= shard) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low == high && file.get(INT, shardStart + (long) Integer.BYTES * low) == shard;
  }

  /** Returns the shards that this segment was made with. */
  ShardSet shards() throws IOException {
    byte[] tail = checkedTail();
    int[] shards = new int[shardCount];
    ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(shards);
    return ShardSet.of(Arrays.stream(shards));
  }

  /** Returns the crowded lines: number and entries in turn. */
  long[] crowded() throws IOException {
    byte[] tail = checkedTail();
    long[] crowded = new long[2 * crowdedCount];
    ByteBuffer.wrap(tail)
        .order(ByteOrder.LITTLE_ENDIAN)
        .position(Integer.BYTES * shardCount)
        .slice()
        .order(ByteOrder.LITTLE_ENDIAN)
        .asLongBuffer()
        .get(crowded);
    return crowded;
  }

  private byte[] checkedTail() throws IOException {
    byte[] tail = new byte[Math.toIntExact(lineStart + envelope.bodyLength() - shardStart)];
    mapping.copy(shardStart, tail, 0, tail.length);
    long sum = MemorySum.of(MemorySegment.ofArray(tail), 0, tail.length, 0);
    expect("checksum of the shards", envelope.fact(SegmentFormat.FACT_SUM), sum);
    return tail;
  }

  int shardCount() {
    return shardCount;
  }

  LineLayout layout() {
    return layout;
  }

  Lines lines() {
    return lines;
  }

  Mapping mapping() {
    return mapping;
  }

  @Override
  public void close() {
    mapping.close();
  }
}
