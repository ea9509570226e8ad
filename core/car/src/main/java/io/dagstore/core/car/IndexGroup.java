package io.dagstore.core.car;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The entries of one bucket of an index: one hash function, one digest length. */
final class IndexGroup {
  private static final ValueLayout.OfLong LE =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  final long hashFunction;
  final int width;
  private long count;
  private byte[] memory = new byte[0];
  private MemorySegment segment = MemorySegment.ofArray(memory);
  private @Nullable EntryPartitions spilled;

  IndexGroup(long hashFunction, int digestLength) {
    this.hashFunction = hashFunction;
    this.width = digestLength + 8;
  }

  long count() {
    return count;
  }

  long byteLength() {
    return count * width;
  }

  /** Adds one entry and returns by how many bytes of heap this group has grown. */
  int add(MemorySegment source, long at, long offset) throws IOException {
    count++;
    if (spilled != null) {
      spilled.add(source, at, offset);
      return 0;
    }
    int to = (int) (count - 1) * width;
    int grown = to + width > memory.length ? grow() : 0;
    MemorySegment.copy(source, at, segment, to, width - 8);
    segment.set(LE, to + width - 8L, offset);
    return grown;
  }

  private int grow() {
    int before = memory.length;
    memory = Arrays.copyOf(memory, Math.max(2 * width, before * 2));
    segment = MemorySegment.ofArray(memory);
    return memory.length - before;
  }

  /** Bytes of heap that {@link #spill} would free. */
  int heap() {
    return memory.length;
  }

  /** Moves the entries, and all to come, to the scratch file. */
  EntryPartitions spill(ScratchFile scratch, int stage) throws IOException {
    var partitions = new EntryPartitions(scratch, width, 0, stage);
    for (long i = 0; i < count; i++) {
      partitions.add(segment, i * width, segment.get(LE, i * width + width - 8));
    }
    memory = new byte[0];
    segment = MemorySegment.ofArray(memory);
    spilled = partitions;
    return partitions;
  }

  /** The partitions of a group that was spilled. */
  @Nullable EntryPartitions spilled() {
    return spilled;
  }

  /** The entries of a group that was not. */
  byte[] memory() {
    return memory;
  }
}
