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
import org.jspecify.annotations.Nullable;

/** Holds lists in a scratch file until the lines are written. */
final class ListWriter implements Closeable {
  private static final int COPY_BYTES = 64 << 10;

  private final Path folder;
  private @Nullable FileChannel scratch;
  private long units;

  ListWriter(Path folder) {
    this.folder = folder;
  }

  /** Takes a list and returns its position in units of 4 bytes. */
  long put(KeyGroups group) throws IOException {
    if (scratch == null) {
      scratch = AtomicFile.scratch(folder);
    }
    int length = SegmentFormat.LIST_HEADER + Integer.BYTES * group.count();
    byte[] array = new byte[length];
    ByteBuffer list = ByteBuffer.wrap(array).order(ByteOrder.LITTLE_ENDIAN);
    list.position(SegmentFormat.LIST_HEADER);
    for (int i = 0; i < group.count(); i++) {
      list.putInt(group.shard(i));
    }
    MemorySegment bytes = MemorySegment.ofArray(array);
    long sum = MemorySum.of(bytes, SegmentFormat.LIST_HEADER, length, group.count());
    list.putInt(0, group.count()).putInt(Integer.BYTES, (int) (sum >>> Integer.SIZE));
    list.rewind();
    while (list.hasRemaining()) {
      scratch.write(list);
    }
    long position = units;
    units += length / Integer.BYTES;
    return position;
  }

  void copyTo(EnvelopeWriter out) throws IOException {
    if (scratch == null) {
      return;
    }
    ByteBuffer buffer = ByteBuffer.allocate(COPY_BYTES);
    scratch.position(0);
    while (scratch.read(buffer) >= 0) {
      out.put(buffer.flip());
      buffer.clear();
    }
  }

  @Override
  public void close() throws IOException {
    if (scratch != null) {
      scratch.close();
    }
  }
}
