package io.dagstore.core.car;

import static io.dagstore.core.car.CarException.Fault.UNUSABLE_INDEX;

import io.dagstore.core.files.Source;
import io.dagstore.core.ipld.MalformedException;
import io.dagstore.core.ipld.Varint;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tables of an index: which buckets, where, how many entries. Every count and length is
 * checked against the bytes that are left; codes and widths must ascend, so their number is
 * bounded.
 */
final class IndexReader {
  /** Digest of at least one byte, and the offset. */
  private static final int MIN_WIDTH = 9;

  private static final int BUCKET_HEAD = 12;

  /** Real indices have a handful; more would cost memory before any lookup. */
  private static final int MAX_BUCKETS = 1 << 16;

  /** A bucket up to this size is read into memory where the source is not mapped. */
  private static final int MAX_HEAP = 16 << 20;

  private final Source source;
  private final long from;
  private final long to;
  private final List<IndexBucket> buckets = new ArrayList<>();
  private long at;
  private int heap;

  IndexReader(Source source, long from, long to) {
    this.source = source;
    this.from = from;
    this.to = to;
    this.at = from;
  }

  CarIndex read() throws IOException {
    var kind = kind();
    if (kind == IndexKind.SORTED) {
      readBuckets(CarIndex.NO_HASH_FUNCTION);
    } else {
      readCodes();
    }
    if (at != to) {
      throw fault(at, "index", "its end", (to - at) + " more bytes");
    }
    return new CarIndex(source, from, to, kind, buckets);
  }

  private IndexKind kind() throws IOException {
    var head = new byte[Math.clamp(to - from, 0, Varint.MAX_SIZE)];
    source.read(from, head, 0, head.length);
    long code;
    try {
      code = Varint.read(head, 0, head.length);
    } catch (MalformedException e) {
      throw fault(from, "index codec", "a varint", String.valueOf(e.getMessage()));
    }
    at = from + Varint.size(code);
    for (var kind : IndexKind.values()) {
      if (kind != IndexKind.NONE && kind.code() == code) {
        return kind;
      }
    }
    throw fault(from, "index codec", "0x0400 or 0x0401", "0x" + Long.toHexString(code));
  }

  private void readCodes() throws IOException {
    int count = count("hash functions", 8 + 4);
    long before = -1;
    for (int i = 0; i < count; i++) {
      long code = take(8, "hash function").getLong();
      if (code <= before) {
        throw fault(at - 8, "hash function", "ascending codes", Long.toUnsignedString(code));
      }
      before = code;
      readBuckets(code);
    }
  }

  private void readBuckets(long code) throws IOException {
    int count = count("buckets", BUCKET_HEAD);
    int before = MIN_WIDTH - 1;
    for (int i = 0; i < count; i++) {
      before = readBucket(code, before);
    }
  }

  private int readBucket(long code, int before) throws IOException {
    var head = take(BUCKET_HEAD, "bucket");
    int width = head.getInt();
    long bytes = head.getLong();
    if (width <= before || width > CarIndex.MAX_WIDTH) {
      throw fault(
          at - BUCKET_HEAD,
          "entry width",
          "ascending, from " + MIN_WIDTH + " to " + CarIndex.MAX_WIDTH,
          Integer.toUnsignedString(width));
    }
    if (bytes < 0 || bytes > to - at || bytes % width != 0) {
      throw fault(
          at - 8,
          "bucket length",
          "a multiple of " + width + " up to " + (to - at),
          Long.toUnsignedString(bytes));
    }
    if (buckets.size() == MAX_BUCKETS) {
      throw fault(at, "index", "at most " + MAX_BUCKETS + " buckets", "more");
    }
    buckets.add(new IndexBucket(code, width, at, bytes / width, source, memory(bytes)));
    at += bytes;
    return width;
  }

  private @Nullable MemorySegment memory(long bytes) throws IOException {
    var view = source.view(at, bytes);
    if (view.isPresent()) {
      return view.get();
    }
    if (bytes > MAX_HEAP - heap) {
      return null;
    }
    heap += (int) bytes;
    var copy = new byte[(int) bytes];
    source.read(at, copy, 0, copy.length);
    return MemorySegment.ofArray(copy);
  }

  private int count(String what, int least) throws IOException {
    int count = take(4, "number of " + what).getInt();
    if (count < 0 || count > (to - at) / least) {
      throw fault(
          at - 4, "number of " + what, "up to " + (to - at) / least, Integer.toString(count));
    }
    return count;
  }

  private ByteBuffer take(int length, String what) throws IOException {
    if (length > to - at) {
      throw fault(at, what, length + " bytes", (to - at) + " up to the end of the index");
    }
    var bytes = new byte[length];
    source.read(at, bytes, 0, length);
    at += length;
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private CarException fault(long offset, String what, String expected, String got) {
    return new CarException(UNUSABLE_INDEX, source.name(), offset, what, expected, got);
  }
}
