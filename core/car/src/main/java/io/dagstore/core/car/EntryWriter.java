package io.dagstore.core.car;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Sorts entries and writes them to their place in the index. One for each thread that sorts. */
final class EntryWriter {
  /** A partition of more bytes is partitioned again by the next byte of the digest. */
  private static final int MOST_AT_ONCE = 4 << 20;

  private final IndexTarget target;
  private final EntryOrder order = new EntryOrder();
  private final ByteBuffer out = ByteBuffer.allocateDirect(256 << 10);
  private byte[] entries = new byte[0];
  private long position;

  EntryWriter(IndexTarget target) {
    this.target = target;
  }

  /** Writes the sorted entries of {@code memory} at {@code position}. */
  void write(byte[] memory, int width, int count, long position) throws IOException {
    this.position = position;
    order.sort(memory, width, count, 0);
    emit(memory, width, count);
    flush();
  }

  /**
   * Writes the sorted entries of one partition at {@code position}; their first bytes are equal.
   */
  void write(EntryRuns runs, int partition, ScratchFile scratch, int width, long position)
      throws IOException {
    this.position = position;
    partition(runs, partition, scratch, width, 1);
    flush();
  }

  private void partition(EntryRuns runs, int partition, ScratchFile scratch, int width, int shared)
      throws IOException {
    long bytes = runs.byteLength(partition);
    if (bytes > MOST_AT_ONCE) {
      divide(runs, partition, scratch, width, shared);
    } else if (bytes > 0) {
      load(runs, partition, scratch, (int) bytes);
      int count = (int) bytes / width;
      order.sort(entries, width, count, shared);
      emit(entries, width, count);
    }
  }

  private void load(EntryRuns runs, int partition, ScratchFile scratch, int bytes)
      throws IOException {
    if (entries.length < bytes) {
      entries = new byte[bytes + bytes / 8];
    }
    var buffer = ByteBuffer.wrap(entries);
    runs.pieces(
        partition,
        (at, length) -> {
          buffer.limit(buffer.position() + length);
          scratch.read(buffer, at);
        });
  }

  private void divide(EntryRuns runs, int partition, ScratchFile scratch, int width, int shared)
      throws IOException {
    if (shared == width - 8) {
      copy(runs, partition, scratch);
      return;
    }
    var parts = new EntryRuns(scratch, width, shared);
    int[] number = {0};
    runs.pieces(
        partition, (at, length) -> parts.add(number[0]++, read(scratch, at, length), 0, length));
    for (int i = 0; i < EntryRuns.PARTITIONS; i++) {
      partition(parts, i, scratch, width, shared + 1);
    }
  }

  /** All digests are equal, and the order of adding is that of the offsets. */
  private void copy(EntryRuns runs, int partition, ScratchFile scratch) throws IOException {
    runs.pieces(
        partition,
        (at, length) -> {
          var piece = read(scratch, at, length);
          append(piece, 0, piece.length);
        });
  }

  private static byte[] read(ScratchFile scratch, long at, int length) throws IOException {
    var piece = new byte[length];
    scratch.read(ByteBuffer.wrap(piece), at);
    return piece;
  }

  private void emit(byte[] entries, int width, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      append(entries, order.at(i) * width, width);
    }
  }

  private void append(byte[] bytes, int offset, int length) throws IOException {
    for (int at = offset, end = offset + length; at < end; ) {
      if (!out.hasRemaining()) {
        flush();
      }
      int part = Math.min(end - at, out.remaining());
      out.put(bytes, at, part);
      at += part;
    }
  }

  private void flush() throws IOException {
    out.flip();
    int length = out.remaining();
    target.write(out, position);
    position += length;
    out.clear();
  }
}
