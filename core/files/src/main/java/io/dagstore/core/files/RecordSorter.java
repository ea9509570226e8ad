package io.dagstore.core.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Sorts records of a 64-bit key and one or two 64-bit values by key, unsigned and stable: records
 * of equal key keep the order in which they were added. Off heap; above some 80 MB of records it
 * sorts runs into a scratch file and merges them, so memory stays below 200 MB whatever the count.
 * For one thread.
 */
public final class RecordSorter implements Closeable {
  /** Number of 64-bit values beside each key. */
  public enum Values {
    /** A key and one value. */
    ONE,
    /** A key and two values. */
    TWO
  }

  /** Records in ascending order. */
  public interface Records {
    /** Moves to the next record; false at the end. */
    boolean next() throws IOException;

    /** Returns the key. */
    long key();

    /** Returns the first value. */
    long value();

    /** Returns the second value, 0 where records have one. */
    long second();
  }

  /**
   * Makes a sorter.
   *
   * @param scratch folder for the scratch file, which is made only if needed and goes at the close
   */
  public RecordSorter(Values values, Path scratch) {}

  /** Adds a record with one value. */
  public void add(long key, long value) throws IOException {
    add(key, value, 0);
  }

  /** Adds a record. */
  public void add(long key, long value, long second) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Returns the number of records added. */
  public long size() {
    return 0;
  }

  /** Returns all records in order; may be asked again. Nothing can be added afterwards. */
  public Records sorted() throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() throws IOException {}
}
