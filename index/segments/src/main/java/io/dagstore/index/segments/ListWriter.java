package io.dagstore.index.segments;

import io.dagstore.core.files.EnvelopeWriter;
import io.dagstore.core.files.MemorySum;
import io.dagstore.core.files.Scratch;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** Holds lists until the lines are written. */
final class ListWriter implements Closeable {
  private final Scratch lists;
  private long units;

  ListWriter(Path folder) {
    lists = new Scratch(folder);
  }

  /** Takes a list and returns its position in units of 4 bytes. */
  long put(KeyGroups group) throws IOException {
    byte[] shards = new byte[Integer.BYTES * group.count()];
    ByteBuffer bytes = ByteBuffer.wrap(shards).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < group.count(); i++) {
      bytes.putInt(group.shard(i));
    }
    long sum = MemorySum.of(MemorySegment.ofArray(shards), 0, shards.length, group.count());
    ByteBuffer header = lists.room(SegmentFormat.LIST_HEADER);
    header.putInt(group.count()).putInt((int) (sum >>> Integer.SIZE));
    lists.put(bytes.flip());
    long position = units;
    units += SegmentFormat.LIST_HEADER / Integer.BYTES + group.count();
    return position;
  }

  /** Returns the bytes of all lists / 4. */
  long units() {
    return units;
  }

  void copyTo(EnvelopeWriter out) throws IOException {
    lists.copyTo(out);
  }

  @Override
  public void close() throws IOException {
    lists.close();
  }
}
