package io.dagstore.index.file;

import io.dagstore.core.api.index.LongCursor;
import io.dagstore.core.api.index.ShardIndexWriter;
import io.dagstore.core.files.AtomicFile;
import io.dagstore.core.files.EnvelopeWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects entries, sorts them and writes a file of {@link BlocksFormat}, or its bytes. */
final class BlocksWriter implements ShardIndexWriter {
  private final Path target;
  private final Path scratch;
  private final long owner;
  private final Runnable done;
  private final FewEntries few = new FewEntries();
  private @Nullable PackedEntries many;
  private long maxOffset;
  private long maxLength;
  private long keys = -1;
  private long bytes;
  private boolean closed;

  /** A writer that runs {@code done} once, when it is closed. */
  BlocksWriter(Path target, Path scratch, long owner, Runnable done) {
    this.target = target;
    this.scratch = scratch;
    this.owner = owner;
    this.done = done;
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
    if (many == null && !few.isFull()) {
      few.add(key, offset, length);
    } else {
      addToMany(key, offset, length);
    }
    maxOffset |= offset;
    maxLength |= length;
  }

  private void addToMany(long key, long offset, int length) throws IOException {
    var entries = many;
    if (entries == null) {
      entries = PackedEntries.narrow(scratch);
      many = entries;
      for (var entry = few.sorted(); entry.next(); ) {
        addToMany(entry.key(), entry.offset(), entry.length());
      }
      entries = many;
    }
    if (!entries.fits(offset, length)) {
      entries = entries.widened(scratch);
      many = entries;
    }
    entries.add(key, offset, length);
  }

  private SortedEntries entries() {
    return many == null ? few : many;
  }

  @Override
  public Optional<byte[]> small() throws IOException {
    if (many != null) {
      return Optional.empty();
    }
    var layout = layout();
    long body = BlocksFormat.bodyLength(few.size(), layout);
    var out =
        new EnvelopeWriter(BlocksFormat.FORMAT, owner, BlocksFormat.FACTS, Math.toIntExact(body));
    write(layout, out);
    var whole = out.bytes();
    bytes = whole.length;
    return Optional.of(whole);
  }

  @Override
  public void commit() throws IOException {
    Path folder = target.getParent();
    if (folder != null) {
      AtomicFile.createFolders(folder);
    }
    try (AtomicFile file = AtomicFile.create(target, scratch)) {
      var layout = layout();
      long body = BlocksFormat.bodyLength(entries().size(), layout);
      write(
          layout,
          new EnvelopeWriter(file.channel(), BlocksFormat.FORMAT, owner, BlocksFormat.FACTS, body));
      bytes = file.channel().size();
      file.commit();
    }
  }

  @Override
  public long bytes() {
    expectMade();
    return bytes;
  }

  private void expectMade() {
    if (keys < 0) {
      throw new IllegalStateException("the index is not committed");
    }
  }

  private EntryLayout layout() {
    return EntryLayout.of(BlocksFormat.buckets(entries().size()), maxOffset, maxLength);
  }

  private void write(EntryLayout layout, EnvelopeWriter out) throws IOException {
    try (var buckets = new BucketWriter(layout, out, scratch)) {
      var entry = entries().sorted();
      while (entry.next()) {
        buckets.put(entry.key(), entry.offset(), entry.length());
      }
      buckets.finish();
      keys = buckets.keys();
      out.finish(
          entries().size(),
          layout.buckets(),
          layout.offsetBits(),
          layout.lengthBits(),
          layout.entryBytes(),
          buckets.keptKeys());
    }
  }

  @Override
  public LongCursor sortedKeys() throws IOException {
    expectMade();
    return new DistinctKeys(entries().sorted(), keys);
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try {
      if (many != null) {
        many.close();
      }
    } finally {
      done.run();
    }
  }
}
