package io.dagstore.index.segments;

import io.dagstore.core.files.AtomicFile;
import io.dagstore.core.files.EnvelopeWriter;
import io.dagstore.core.files.MemorySum;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/** Writes a file of {@link SegmentFormat} from keys in their order. */
final class SegmentWriter implements Closeable {
  private static final int ASK_EVERY = 1 << 16;

  /** Small files are never forced but whole. */
  private static final long FORCED_AT_ONCE = 32 << 20;

  private final LineLayout layout;
  private final LineWriter lines;
  private final EnvelopeWriter out;
  private final ListWriter lists;
  private final KeyFilter filter;
  private long pairs;

  SegmentWriter(FileChannel channel, Path scratch, long number, SegmentSize size, int maxShard)
      throws IOException {
    this.layout = size.layout(maxShard);
    this.out =
        new EnvelopeWriter(
            channel,
            SegmentFormat.FORMAT,
            number,
            SegmentFormat.FACTS,
            layout.homes() * SegmentFormat.LINE_BYTES);
    this.lines = new LineWriter(layout, out);
    this.lists = new ListWriter(scratch);
    this.filter = KeyFilter.of(size.entries());
  }

  /**
   * Writes a whole segment, which is not durable: it is forced before a manifest names it.
   *
   * @param shards those that the groups name, and those without keys
   * @param stop asked now and then; once true, {@link IndexClosingException}
   * @return which keys it may have
   */
  static KeyFilter write(
      Path file,
      long number,
      SegmentSize size,
      KeyGroups groups,
      ShardSet shards,
      BooleanSupplier stop)
      throws IOException {
    Path folder = file.resolveSibling(".");
    try (AtomicFile target = AtomicFile.create(file);
        var writer = new SegmentWriter(target.channel(), folder, number, size, shards.last());
        var behind = new ForceBehind(target.channel(), FORCED_AT_ONCE)) {
      for (long i = 0; groups.next(); i++) {
        writer.put(groups);
        askEvery(i, stop);
        if (i % ASK_EVERY == 0) {
          behind.look();
        }
      }
      writer.finish(shards);
      behind.end();
      target.publish();
      return writer.filter;
    }
  }

  static void askEvery(long count, BooleanSupplier stop) throws IndexClosingException {
    if (count % ASK_EVERY == 0 && stop.getAsBoolean()) {
      throw new IndexClosingException();
    }
  }

  private void put(KeyGroups group) throws IOException {
    pairs += group.count();
    filter.put(group.key());
    if (group.count() > SegmentFormat.MAX_INLINE) {
      lines.put(group.key(), layout.listFlag() | listed(group));
      return;
    }
    for (int i = 0; i < group.count(); i++) {
      lines.put(group.key(), group.shard(i));
    }
  }

  private long listed(KeyGroups group) throws IOException {
    long position = lists.put(group);
    if (position >= layout.listFlag()) {
      throw new NarrowListsException();
    }
    return position;
  }

  private void finish(ShardSet shards) throws IOException {
    long lineCount = lines.finish();
    lists.copyTo(out);
    byte[] tail = tail(shards);
    out.put(ByteBuffer.wrap(tail));
    out.finish(
        layout.homes(),
        lineCount,
        layout.entryBytes(),
        layout.valueBits(),
        lists.units(),
        shards.size(),
        lines.crowded().size(),
        pairs,
        MemorySum.of(MemorySegment.ofArray(tail), 0, tail.length, 0));
  }

  private byte[] tail(ShardSet shards) {
    int bytes = Integer.BYTES * shards.size() + 2 * Long.BYTES * lines.crowded().size();
    ByteBuffer tail = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    shards.stream().forEach(tail::putInt);
    for (var line : lines.crowded()) {
      tail.putLong(line.line()).putLong(line.entries());
    }
    return tail.array();
  }

  @Override
  public void close() throws IOException {
    lists.close();
  }
}
