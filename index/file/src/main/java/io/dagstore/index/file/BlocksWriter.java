package io.dagstore.index.file;

import io.dagstore.core.api.index.LongCursor;
import io.dagstore.core.api.index.ShardIndexWriter;
import io.dagstore.core.files.AtomicFile;
import io.dagstore.core.files.EnvelopeWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Collects entries, sorts them and writes a file of {@link BlocksFormat}. */
final class BlocksWriter implements ShardIndexWriter {
  private final Path target;
  private final Path scratch;
  private final long owner;
  private final Runnable done;
  private PackedEntries entries;
  private long maxOffset;
  private long maxLength;
  private long keys = -1;
  private boolean closed;

  /** A writer that runs {@code done} once, when it is closed. */
  BlocksWriter(Path target, Path scratch, long owner, Runnable done) {
    this.target = target;
    this.scratch = scratch;
    this.owner = owner;
    this.done = done;
    this.entries = PackedEntries.narrow(scratch);
  }

  @Override
  public void add(long key, long offset, int length) throws IOException {
    if (offset < 0 || length < 0 || offset >>> BlocksFormat.MAX_OFFSET_BITS != 0) {
      throw new IllegalArgumentException(
          "index entry: expected offset below 2^48 and length from 0, got "
              + offset
              + ", "
              + length);
    }
    if (!entries.fits(offset, length)) {
      entries = entries.widened(scratch);
    }
    entries.add(key, offset, length);
    maxOffset |= offset;
    maxLength |= length;
  }

  @Override
  public void commit() throws IOException {
    Path folder = target.getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      Files.createDirectories(folder);
      AtomicFile.forceFolder(folder.resolveSibling("."));
    }
    try (AtomicFile file = AtomicFile.create(target, scratch)) {
      write(file.channel());
      file.commit();
    }
  }

  private void write(FileChannel channel) throws IOException {
    long count = entries.size();
    EntryLayout layout = EntryLayout.of(BlocksFormat.buckets(count), maxOffset, maxLength);
    var out = new EnvelopeWriter(channel, BlocksFormat.FORMAT, owner, BlocksFormat.FACTS);
    try (var buckets = new BucketWriter(layout, out, scratch)) {
      PackedEntries.Cursor entry = entries.sorted();
      while (entry.next()) {
        buckets.put(entry.key(), entry.offset(), entry.length());
      }
      buckets.finish();
      keys = buckets.keys();
      out.finish(
          count,
          layout.buckets(),
          layout.offsetBits(),
          layout.lengthBits(),
          layout.entryBytes(),
          buckets.keptKeys());
    }
  }

  @Override
  public LongCursor sortedKeys() throws IOException {
    if (keys < 0) {
      throw new IllegalStateException("the index is not committed");
    }
    return new DistinctKeys(entries.sorted(), keys);
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try {
      entries.close();
    } finally {
      done.run();
    }
  }
}
