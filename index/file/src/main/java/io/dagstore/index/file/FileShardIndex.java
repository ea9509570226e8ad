package io.dagstore.index.file;

import io.dagstore.core.api.index.LongCursor;
import io.dagstore.core.api.index.ShardIndex;
import io.dagstore.core.files.Advice;
import io.dagstore.core.files.CorruptDataException;
import io.dagstore.core.files.Envelope;
import io.dagstore.core.files.Mapping;
import io.dagstore.core.files.MemorySum;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * A mapped file of {@link BlocksFormat}, or the bytes of a small one. What a lookup needs to know
 * of it lies in this object alone: of thousands of open shards each object more is a wait for
 * memory.
 */
final class FileShardIndex implements ShardIndex {
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** Longest bucket that is looked through entry by entry. */
  private static final int LINEAR = 48;

  private final Mapping mapping;
  private final MemorySegment file;
  private final long entries;
  private final long entriesStart;
  private final long buckets;
  private final int offsetBits;
  private final int lengthBits;
  private final int entryBytes;

  private FileShardIndex(Mapping mapping, long entries, long entriesStart, EntryLayout layout) {
    this.mapping = mapping;
    this.file = mapping.segment();
    this.entries = entries;
    this.entriesStart = entriesStart;
    this.buckets = layout.buckets();
    this.offsetBits = layout.offsetBits();
    this.lengthBits = layout.lengthBits();
    this.entryBytes = layout.entryBytes();
  }

  static FileShardIndex open(Path path, long owner) throws IOException {
    return of(Mapping.open(path, Advice.RANDOM), owner);
  }

  /** An index over these bytes, which it closes. */
  static FileShardIndex of(Mapping mapping, long owner) throws IOException {
    try {
      return read(mapping, owner);
    } catch (IOException | RuntimeException | Error e) {
      mapping.close();
      throw e;
    }
  }

  private static FileShardIndex read(Mapping mapping, long owner) throws IOException {
    Envelope envelope = Envelope.read(mapping, BlocksFormat.FORMAT);
    expect(mapping, "owner of the index", owner, envelope.owner());
    long entries = envelope.fact(BlocksFormat.FACT_ENTRIES);
    var layout =
        new EntryLayout(
            BlocksFormat.buckets(Math.clamp(entries, 0, BlocksFormat.MAX_ENTRIES)),
            envelope.fact(
                BlocksFormat.FACT_OFFSET_BITS, "offset bits", 0, BlocksFormat.MAX_OFFSET_BITS),
            envelope.fact(
                BlocksFormat.FACT_LENGTH_BITS, "length bits", 0, BlocksFormat.MAX_LENGTH_BITS),
            envelope.fact(
                BlocksFormat.FACT_ENTRY_BYTES, "entry bytes", 1, BlocksFormat.MAX_ENTRY_BYTES));
    long body = BlocksFormat.bodyLength(entries, layout);
    expect(mapping, "buckets", layout.buckets(), envelope.fact(BlocksFormat.FACT_BUCKETS));
    expect(mapping, "bytes of the body", body, envelope.bodyLength());
    if (!layout.isSound()) {
      throw new CorruptDataException(
          mapping.name(), 0, "entry layout", "a fingerprint that fits", layout.toString());
    }
    return new FileShardIndex(mapping, entries, envelope.bodyOffset(), layout);
  }

  private static void expect(Mapping mapping, String what, long expected, long got)
      throws CorruptDataException {
    if (expected != got) {
      throw new CorruptDataException(mapping.name(), 0, what, expected + "", got + "");
    }
  }

  @Override
  public void verify() throws IOException {
    Envelope.read(mapping, BlocksFormat.FORMAT).verify();
  }

  @Override
  public long entries() {
    return entries;
  }

  @Override
  public long bytes() {
    return file.byteSize();
  }

  @Override
  public long first(long key) throws IOException {
    try {
      var layout = layout();
      long bucket = layout.bucket(key);
      long word = word(bucket);
      long start = word & BlocksFormat.START_MASK;
      long end = end(bucket);
      check(bucket, word, start, end);
      long entry = find(layout.fingerprint(key), start, end);
      Mapping.settle(file);
      return entry;
    } catch (InternalError e) {
      throw mapping.fault(e);
    }
  }

  @Override
  public long next(long key, long entry) throws IOException {
    try {
      var layout = layout();
      long next = entry + 1;
      boolean found =
          next < end(layout.bucket(key))
              && layout.fingerprintAt(file, at(next)) == layout.fingerprint(key);
      Mapping.settle(file);
      return found ? next : -1;
    } catch (InternalError e) {
      throw mapping.fault(e);
    }
  }

  @Override
  public long offset(long entry) throws IOException {
    try {
      long offset = layout().offsetAt(file, at(entry));
      Mapping.settle(file);
      return offset;
    } catch (InternalError e) {
      throw mapping.fault(e);
    }
  }

  @Override
  public int length(long entry) throws IOException {
    try {
      int length = layout().lengthAt(file, at(entry));
      Mapping.settle(file);
      return length;
    } catch (InternalError e) {
      throw mapping.fault(e);
    }
  }

  private EntryLayout layout() {
    return new EntryLayout(buckets, offsetBits, lengthBits, entryBytes);
  }

  private long word(long bucket) {
    return file.get(LONG, directory(bucket));
  }

  private long directory(long bucket) {
    return entriesStart + entries * entryBytes + bucket * Long.BYTES;
  }

  private long end(long bucket) {
    return word(bucket + 1) & BlocksFormat.START_MASK;
  }

  private long at(long entry) {
    return entriesStart + entry * entryBytes;
  }

  private void check(long bucket, long word, long start, long end) throws IOException {
    if (start > end || end > entries) {
      throw corrupt(bucket, "entries up to " + entries, start + " to " + end);
    }
    if (end - start <= BlocksFormat.MAX_CHECKED_BUCKET) {
      long sum = MemorySum.of(file, at(start), at(end), bucket);
      if (BlocksFormat.directoryWord(start, sum) != word) {
        throw corrupt(bucket, Long.toHexString(word), "another checksum");
      }
    }
  }

  private CorruptDataException corrupt(long bucket, String expected, String got) {
    return new CorruptDataException(
        mapping.name(), directory(bucket), "bucket " + bucket, expected, got);
  }

  private long find(long fingerprint, long start, long end) {
    long entry = end - start > LINEAR ? lowerBound(fingerprint, start, end) : start;
    while (entry < end) {
      long there = layout().fingerprintAt(file, at(entry));
      if (there >= fingerprint) {
        return there == fingerprint ? entry : -1;
      }
      entry++;
    }
    return -1;
  }

  private long lowerBound(long fingerprint, long start, long end) {
    long low = start;
    long high = end;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (layout().fingerprintAt(file, at(middle)) < fingerprint) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  @Override
  public LongCursor sortedKeys() throws IOException {
    return new KeyWalk(Envelope.read(mapping, BlocksFormat.FORMAT).fact(BlocksFormat.FACT_KEYS));
  }

  @Override
  public void close() {
    mapping.close();
  }

  /** Walks bucket after bucket, each checked before its keys are given. */
  private final class KeyWalk implements LongCursor {
    private final long count;
    private long bucket = -1;
    private long end;
    private long entry = -1;
    private long value;

    KeyWalk(long count) {
      this.count = count;
    }

    @Override
    public boolean next() throws IOException {
      try {
        boolean there = step();
        Mapping.settle(file);
        return there;
      } catch (InternalError e) {
        throw mapping.fault(e);
      }
    }

    private boolean step() throws IOException {
      boolean began = entry >= 0;
      while (++entry < entries) {
        enterBucket();
        long key = layout().key(bucket, layout().fingerprintAt(file, at(entry)));
        if (!began || key != value) {
          value = key;
          return true;
        }
      }
      return false;
    }

    private void enterBucket() throws IOException {
      while (entry >= end) {
        if (++bucket == buckets) {
          throw corrupt(bucket, "the last entry " + entries, "" + end);
        }
        long word = word(bucket);
        end = end(bucket);
        check(bucket, word, word & BlocksFormat.START_MASK, end);
      }
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
}
