package io.dagstore.core.car;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Sorts the places of blocks into an index. Takes any number of blocks in bounded memory: what does
 * not fit goes to a scratch file, partitioned by digest, and the partitions are sorted in parallel.
 * One thread; closing it removes the scratch file.
 */
public final class CarIndexBuilder implements Closeable {
  private CarIndexBuilder() {}

  /**
   * An empty builder.
   *
   * @param kind which index; not {@link IndexKind#NONE}
   * @param scratch existing folder for the scratch file, made only if the index is large
   * @param work hands to sort the partitions of a large index
   */
  public static CarIndexBuilder of(IndexKind kind, Path scratch, Work work) {
    throw new UnsupportedOperationException();
  }

  /** Adds the scanner's current section. Identity CIDs too: leaving them out is the caller's choice. */
  public void add(CarScanner scanner) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Adds one entry; {@code offset} counts from the first byte of the CARv1 payload. */
  public void add(
      long hashFunction, MemorySegment digest, long digestOffset, int digestLength, long offset)
      throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Number of entries so far. */
  public long size() {
    throw new UnsupportedOperationException();
  }

  /** Length in bytes that the index will have on disk. */
  public long byteLength() {
    throw new UnsupportedOperationException();
  }

  /** Writes the index at {@code position} of {@code out} and returns its length. Once. */
  public long writeTo(FileChannel out, long position) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() throws IOException {
    throw new UnsupportedOperationException();
  }
}
