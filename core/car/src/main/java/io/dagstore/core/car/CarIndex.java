package io.dagstore.core.car;

import static io.dagstore.core.car.CarException.Fault.UNUSABLE_INDEX;

import io.dagstore.core.files.Source;
import io.dagstore.core.ipld.Multicodec;
import io.dagstore.core.ipld.Multihash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.List;

/**
 * A sorted index of one CAR, codec 0x0400 or 0x0401, looked up in place. Offsets are positions of
 * sections from the first byte of the CARv1 payload. Immutable and thread-safe; good as long as its
 * source is open.
 */
public final class CarIndex {
  /** Above any digest length, so above anything that a bucket can be for. */
  static final int MAX_WIDTH = 32 << 20;

  private final Source source;
  private final long from;
  private final long to;
  private final IndexKind kind;
  private final List<IndexBucket> buckets;

  CarIndex(Source source, long from, long to, IndexKind kind, List<IndexBucket> buckets) {
    this.source = source;
    this.from = from;
    this.to = to;
    this.kind = kind;
    this.buckets = List.copyOf(buckets);
  }

  /**
   * Reads the index at {@code [from, to)} of {@code source}, in which the entries stay, and checks
   * all that can be checked without the data.
   *
   * @throws CarException with {@link CarException.Fault#UNUSABLE_INDEX} for any break of the
   *     format, entries out of order included
   */
  public static CarIndex read(Source source, long from, long to) throws IOException {
    var index = new IndexReader(source, from, to).read();
    index.checkOrder();
    return index;
  }

  /** As {@link #read} without looking at the entries: quick whatever the size. */
  static CarIndex readTables(Source source, long from, long to) throws IOException {
    return new IndexReader(source, from, to).read();
  }

  private void checkOrder() throws IOException {
    for (var bucket : buckets) {
      for (long i = 1; i < bucket.count; i++) {
        if (bucket.isMisplaced(i)) {
          throw new CarException(
              UNUSABLE_INDEX,
              source.name(),
              bucket.start + i * bucket.width,
              "index entry",
              "ascending digests",
              "a smaller one than before");
        }
      }
    }
  }

  /** Its codec. */
  public IndexKind kind() {
    return kind;
  }

  /** Number of entries, duplicates counted. */
  public long size() {
    return buckets.stream().mapToLong(bucket -> bucket.count).sum();
  }

  /** Length in bytes on disk, codec included. */
  public long byteLength() {
    return to - from;
  }

  /** Is shown the offsets under one hash. */
  @FunctionalInterface
  public interface Candidates {
    /** Whether {@code offset} is the one; true ends the search. */
    boolean accept(long offset) throws IOException;
  }

  /**
   * Offers the offsets for {@code hash}, duplicates in ascending order, until one is accepted.
   *
   * @return whether one was
   */
  public boolean find(Multihash hash, Candidates candidates) throws IOException {
    try {
      return search(hash, candidates);
    } catch (InternalError e) {
      throw source.fault(e);
    }
  }

  private boolean search(Multihash hash, Candidates candidates) throws IOException {
    for (var bucket : buckets) {
      boolean fits =
          bucket.digestLength() == hash.digestLength()
              && (kind == IndexKind.SORTED || bucket.hashFunction == hash.code());
      if (fits && find(bucket, hash.digest(), candidates)) {
        return true;
      }
    }
    return false;
  }

  private static boolean find(IndexBucket bucket, byte[] digest, Candidates candidates)
      throws IOException {
    for (long i = bucket.lowerBound(digest); i < bucket.count && bucket.holds(i, digest); i++) {
      if (candidates.accept(bucket.offset(i))) {
        return true;
      }
    }
    return false;
  }

  /** Sees the entries of an index. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * One entry.
     *
     * @param hashFunction multicodec number; {@link #NO_HASH_FUNCTION} where the index keeps none
     * @param digest a fresh array
     * @param offset of the section in the CARv1 payload
     */
    void entry(long hashFunction, byte[] digest, long offset) throws IOException;
  }

  /** What a 0x0400 index knows of hash functions. */
  public static final long NO_HASH_FUNCTION = -1;

  /** Shows all entries in their order. */
  public void forEach(Visitor visitor) throws IOException {
    for (var bucket : buckets) {
      for (long i = 0; i < bucket.count; i++) {
        visitor.entry(bucket.hashFunction, bucket.digest(i), bucket.offset(i));
      }
    }
  }

  /** Writes the index as it lies on disk. */
  public void writeTo(WritableByteChannel out) throws IOException {
    var bytes = new byte[64 << 10];
    for (long at = from; at < to; at += bytes.length) {
      int length = (int) Math.min(bytes.length, to - at);
      source.read(at, bytes, 0, length);
      for (var buffer = ByteBuffer.wrap(bytes, 0, length); buffer.hasRemaining(); ) {
        out.write(buffer);
      }
    }
  }

  @Override
  public String toString() {
    return Multicodec.name(kind.code()) + " of " + size() + " entries in " + source.name();
  }
}
