package io.dagstore.core.files;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sorts records of a 64-bit key and one or two 64-bit values by key, unsigned and stable: records
 * of equal key keep the order in which they were added. Off heap; above 64 MiB of records it sorts
 * runs into a scratch file and merges them, so that memory stays below 200 MB whatever the count.
 * For one thread at a time.
 */
public final class RecordSorter implements Closeable {
  /** Bytes of records held in memory; sorting takes as much again. */
  static final long RUN_BYTES = 64L << 20;

  private static final long FIRST_BYTES = 64L << 10;
  private static final int GROWTH = 4;

  private final int words;
  private final Path scratch;
  private final long runBytes;
  private final List<Long> runEnds = new ArrayList<>();
  private @Nullable FileChannel spill;
  private @Nullable Mapping spilled;
  private @Nullable MemorySegment lastRun;
  private OffHeap buffer = OffHeap.allocate(FIRST_BYTES);
  private @Nullable OffHeap sorting;
  private long filled;
  private long size;
  private boolean closed;

  /** Number of 64-bit values beside each key. */
  public enum Values {
    /** A key and one value. */
    ONE,
    /** A key and two values. */
    TWO
  }

  /** Records in ascending order of their keys; a cursor that begins before the first. */
  public interface Records {
    /** Steps to the next record; false at the end. */
    boolean next();

    /** Returns the key. */
    long key();

    /** Returns the first value. */
    long value();

    /** Returns the second value, 0 where records have one. */
    long second();
  }

  /**
   * Makes a sorter without records.
   *
   * @param scratch folder for the scratch file, which is made only if needed and has no name, so
   *     that even a killed process leaves nothing
   */
  public RecordSorter(Values values, Path scratch) {
    this(values, scratch, RUN_BYTES);
  }

  RecordSorter(Values values, Path scratch, long runBytes) {
    this.words = values == Values.ONE ? 2 : 3;
    this.scratch = scratch;
    this.runBytes = runBytes;
  }

  /** Adds a record with one value. */
  public void add(long key, long value) throws IOException {
    add(key, value, 0);
  }

  /**
   * Adds a record.
   *
   * @throws IllegalStateException after {@link #sorted} was asked
   * @throws IOException if the scratch file cannot be written
   */
  public void add(long key, long value, long second) throws IOException {
    if (lastRun != null) {
      throw new IllegalStateException("the records are sorted already");
    }
    if (filled + (long) words * Long.BYTES > buffer.segment().byteSize()) {
      makeRoom();
    }
    MemorySegment segment = buffer.segment();
    segment.set(ValueLayout.JAVA_LONG, filled, key);
    segment.set(ValueLayout.JAVA_LONG, filled + Long.BYTES, value);
    if (words > 2) {
      segment.set(ValueLayout.JAVA_LONG, filled + 2 * Long.BYTES, second);
    }
    filled += (long) words * Long.BYTES;
    size++;
  }

  /** Returns the number of records added. */
  public long size() {
    return size;
  }

  /**
   * Returns all records in order; valid until the close. May be asked again, for another walk.
   * Nothing can be added afterwards.
   *
   * @throws IOException if the scratch file cannot be read
   */
  public Records sorted() throws IOException {
    if (lastRun == null) {
      lastRun = lastRun();
      if (spill != null) {
        spilled = Mapping.of(scratch, spill, spill.size(), Advice.FORWARD);
      }
    }
    if (spilled == null) {
      return new Run(lastRun, words);
    }
    return new RunMerge(runs(spilled.segment(), lastRun));
  }

  private Run[] runs(MemorySegment file, MemorySegment last) {
    Run[] runs = new Run[runEnds.size() + 1];
    long start = 0;
    for (int i = 0; i < runEnds.size(); i++) {
      runs[i] = new Run(file.asSlice(start, runEnds.get(i) - start), words);
      start = runEnds.get(i);
    }
    runs[runs.length - 1] = new Run(last, words);
    return runs;
  }

  private void makeRoom() throws IOException {
    long capacity = buffer.segment().byteSize();
    if (capacity >= runBytes) {
      spill();
      return;
    }
    OffHeap larger = OffHeap.allocate(Math.min(capacity * GROWTH, runBytes));
    MemorySegment.copy(buffer.segment(), 0, larger.segment(), 0, filled);
    buffer.close();
    buffer = larger;
  }

  private MemorySegment sortBuffer() {
    long capacity = buffer.segment().byteSize();
    if (sorting == null || sorting.segment().byteSize() < capacity) {
      sorting = OffHeap.allocate(capacity);
    }
    int count = Math.toIntExact(filled / ((long) words * Long.BYTES));
    MemorySegment sorted = RadixSort.sort(buffer.segment(), sorting.segment(), words, count);
    return sorted.asSlice(0, filled);
  }

  /** Sorts what is in memory, and gives back what that took besides. */
  private MemorySegment lastRun() {
    MemorySegment sorted = sortBuffer();
    OffHeap other = Objects.requireNonNull(sorting);
    if (sorted.address() != buffer.segment().address()) {
      other = buffer;
      buffer = Objects.requireNonNull(sorting);
    }
    sorting = null;
    other.close();
    return sorted;
  }

  private void spill() throws IOException {
    if (spill == null) {
      spill = AtomicFile.scratch(scratch);
    }
    ByteBuffer bytes = sortBuffer().asByteBuffer();
    while (bytes.hasRemaining()) {
      spill.write(bytes);
    }
    runEnds.add(spill.position());
    filled = 0;
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    buffer.close();
    if (sorting != null) {
      sorting.close();
    }
    if (spilled != null) {
      spilled.close();
    }
    if (spill != null) {
      spill.close();
    }
  }
}
