package io.dagstore.index.file;

import io.dagstore.core.files.EnvelopeWriter;
import io.dagstore.core.files.MemorySum;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes the directory, which stands before the entries, in a walk of its own over them. */
final class DirectoryWriter {
  private final EntryLayout layout;
  private final EnvelopeWriter out;
  private final ByteBuffer bucket =
      ByteBuffer.allocate((BlocksFormat.MAX_CHECKED_BUCKET + 1) * BlocksFormat.MAX_ENTRY_BYTES)
          .order(ByteOrder.LITTLE_ENDIAN);
  private final MemorySegment bytes = MemorySegment.ofBuffer(bucket);
  private long current;
  private long start;
  private long filled;

  DirectoryWriter(EntryLayout layout, EnvelopeWriter out) {
    this.layout = layout;
    this.out = out;
  }

  void write(PackedEntries.Cursor entry) throws IOException {
    while (entry.next()) {
      long place = layout.bucket(entry.key());
      while (current < place) {
        endBucket();
      }
      if (filled < BlocksFormat.MAX_CHECKED_BUCKET) {
        int at = (int) filled * layout.entryBytes();
        layout.put(bucket, at, layout.fingerprint(entry.key()), entry.offset(), entry.length());
      }
      filled++;
    }
    while (current < layout.buckets()) {
      endBucket();
    }
    out.room(Long.BYTES).putLong(start);
  }

  private void endBucket() throws IOException {
    long sum =
        filled <= BlocksFormat.MAX_CHECKED_BUCKET
            ? MemorySum.of(bytes, 0, filled * layout.entryBytes(), current)
            : 0;
    out.room(Long.BYTES).putLong(BlocksFormat.directoryWord(start, sum));
    current++;
    start += filled;
    filled = 0;
  }
}
