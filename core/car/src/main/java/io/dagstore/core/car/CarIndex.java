package io.dagstore.core.car;

import io.dagstore.core.files.Source;
import io.dagstore.core.ipld.Multihash;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.WritableByteChannel;
import java.util.function.LongPredicate;

/**
 * A sorted index of one CAR, codec 0x0400 or 0x0401, looked up in place. Offsets are positions of
 * sections from the first byte of the CARv1 payload. Immutable and thread-safe; valid as long as the
 * bytes it lies on.
 */
public final class CarIndex {
  private CarIndex() {}

  /**
   * Reads the index at {@code [from, to)} of {@code source}; the entries stay there.
   *
   * @throws CarException with {@link CarException.Fault#UNUSABLE_INDEX} for any break of the format,
   *     entries out of order included
   */
  public static CarIndex read(Source source, long from, long to) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Reads an index from memory. */
  public static CarIndex read(MemorySegment bytes, String name) throws CarException {
    throw new UnsupportedOperationException();
  }

  /** Its codec. */
  public IndexKind kind() {
    throw new UnsupportedOperationException();
  }

  /** Number of entries, duplicates counted. */
  public long size() {
    throw new UnsupportedOperationException();
  }

  /** Length in bytes on disk, codec included. */
  public long byteLength() {
    throw new UnsupportedOperationException();
  }

  /** Offers every offset for {@code hash} until one is taken; true if one was. */
  public boolean find(Multihash hash, LongPredicate offset) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Shows all entries in their order. */
  public void forEach(Visitor visitor) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Writes the index as it lies on disk. */
  public void writeTo(WritableByteChannel out) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Sees the entries of an index. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * One entry.
     *
     * @param hashFunction multicodec number, -1 where the index does not keep it (0x0400)
     * @param digest a fresh array
     * @param offset of the section in the CARv1 payload
     */
    void entry(long hashFunction, byte[] digest, long offset) throws IOException;
  }
}
