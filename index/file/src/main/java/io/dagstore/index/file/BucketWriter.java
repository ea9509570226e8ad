package io.dagstore.index.file;

import io.dagstore.core.api.index.MultihashKey;
import io.dagstore.core.files.EnvelopeWriter;
import io.dagstore.core.files.MemorySum;
import io.dagstore.core.files.Scratch;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** Writes entries bucket by bucket, and behind them the directory. */
final class BucketWriter implements Closeable {
  private static final int DROPPED_BITS = Long.SIZE - MultihashKey.KEY_BITS;

  private final EntryLayout layout;
  private final EnvelopeWriter out;
  private final Scratch directory;
  private final byte[] bytes =
      new byte[(BlocksFormat.MAX_CHECKED_BUCKET + 1) * BlocksFormat.MAX_ENTRY_BYTES];
  private final ByteBuffer bucket = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  private final MemorySegment segment = MemorySegment.ofArray(bytes);
  private long current;
  private long start;
  private long filled;
  private int waiting;
  private long last;
  private long keys;
  private long keptKeys;

  BucketWriter(EntryLayout layout, EnvelopeWriter out, Path scratch) {
    this.layout = layout;
    this.out = out;
    this.directory = new Scratch(scratch, (layout.buckets() + 1) * Long.BYTES);
  }

  void put(long key, long offset, int length) throws IOException {
    count(key);
    long place = layout.bucket(key);
    while (current < place) {
      endBucket();
    }
    if (waiting == BlocksFormat.MAX_CHECKED_BUCKET) {
      flush();
    }
    int at = waiting * layout.entryBytes();
    layout.put(bucket, at, layout.fingerprint(key), offset, length);
    waiting++;
    filled++;
  }

  private void count(long key) {
    boolean first = keys == 0;
    if (first || key != last) {
      keys++;
      keptKeys += first || (key ^ last) >>> DROPPED_BITS != 0 ? 1 : 0;
      last = key;
    }
  }

  private void flush() throws IOException {
    out.put(bucket.slice(0, waiting * layout.entryBytes()));
    waiting = 0;
  }

  private void endBucket() throws IOException {
    long sum =
        filled <= BlocksFormat.MAX_CHECKED_BUCKET
            ? MemorySum.of(segment, 0, filled * layout.entryBytes(), current)
            : 0;
    flush();
    directory.room(Long.BYTES).putLong(BlocksFormat.directoryWord(start, sum));
    current++;
    start += filled;
    filled = 0;
  }

  /** Writes what is left and the directory. */
  void finish() throws IOException {
    while (current < layout.buckets()) {
      endBucket();
    }
    directory.room(Long.BYTES).putLong(start);
    directory.copyTo(out);
  }

  /** Returns the number of different keys. */
  long keys() {
    return keys;
  }

  /** Returns the number of keys that differ in the bits that count. */
  long keptKeys() {
    return keptKeys;
  }

  @Override
  public void close() throws IOException {
    directory.close();
  }
}
