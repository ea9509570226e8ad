package io.dagstore.core.car;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Index entries of one width, spread over 256 partitions by one byte of the digest. Each partition
 * fills a small buffer outside the heap; full ones go to the scratch file. Order within a partition
 * is the order of adding. One thread adds, any may read afterwards.
 */
final class EntryPartitions {
  static final int COUNT = 256;
  private static final int LENGTH_BITS = 20;
  private static final ValueLayout.OfLong LE =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG_UNALIGNED;

  private final ScratchFile scratch;
  private final int width;
  private final int digest;
  private final int keyByte;
  private final long[] counts = new long[COUNT];
  private final int[] filled = new int[COUNT];
  private final long[][] chunks = new long[COUNT][];
  private final int[] chunkCounts = new int[COUNT];
  private Arena arena = Arena.ofShared();
  private MemorySegment staging;
  private int stage;

  /**
   * Partitions by the digest's byte {@code keyByte}.
   *
   * @param stage wished size of a partition's buffer in bytes; at least one entry is taken
   */
  EntryPartitions(ScratchFile scratch, int width, int keyByte, int stage) {
    this.scratch = scratch;
    this.width = width;
    this.digest = width - 8;
    this.keyByte = keyByte;
    Arrays.fill(chunks, new long[0]);
    this.stage = wholeEntries(stage);
    this.staging = arena.allocate((long) COUNT * this.stage, 64);
  }

  private int wholeEntries(int bytes) {
    return Math.max(1, Math.min(bytes, (1 << LENGTH_BITS) - 1) / width) * width;
  }

  /** Number of entries in a partition. */
  long count(int partition) {
    return counts[partition];
  }

  /** Adds the entry of the digest at {@code at} of {@code source}. */
  void add(MemorySegment source, long at, long offset) throws IOException {
    int partition = keyByte < digest ? source.get(ValueLayout.JAVA_BYTE, at + keyByte) & 0xff : 0;
    int used = filled[partition];
    if (used == stage) {
      flush(partition);
      used = 0;
    }
    long to = (long) partition * stage + used;
    copyDigest(source, at, to);
    staging.set(LE, to + digest, offset);
    filled[partition] = used + width;
    counts[partition]++;
  }

  /** Adds entries as they lie in a chunk. */
  void addAll(byte[] entries) throws IOException {
    var chunk = MemorySegment.ofArray(entries);
    for (int at = 0; at < entries.length; at += width) {
      add(chunk, at, chunk.get(LE, (long) at + digest));
    }
  }

  private void copyDigest(MemorySegment source, long at, long to) {
    if (digest != 32) {
      MemorySegment.copy(source, at, staging, to, digest);
      return;
    }
    staging.set(WORD, to, source.get(WORD, at));
    staging.set(WORD, to + 8, source.get(WORD, at + 8));
    staging.set(WORD, to + 16, source.get(WORD, at + 16));
    staging.set(WORD, to + 24, source.get(WORD, at + 24));
  }

  private void flush(int partition) throws IOException {
    int length = filled[partition];
    if (length == 0) {
      return;
    }
    var bytes = staging.asSlice((long) partition * stage, length).asByteBuffer();
    long position = scratch.append(bytes);
    int n = chunkCounts[partition]++;
    if (n == chunks[partition].length) {
      chunks[partition] = Arrays.copyOf(chunks[partition], Math.max(8, n * 2));
    }
    chunks[partition][n] = position << LENGTH_BITS | length;
    filled[partition] = 0;
  }

  /** Changes the size of the buffers to make room for others. */
  void restage(int bytes) throws IOException {
    release();
    arena = Arena.ofShared();
    stage = wholeEntries(bytes);
    staging = arena.allocate((long) COUNT * stage, 64);
  }

  /** Writes out the buffers and gives them up; nothing can be added afterwards. */
  void release() throws IOException {
    for (int i = 0; i < COUNT; i++) {
      flush(i);
    }
    discard();
  }

  /** Gives the buffers up as they are. */
  void discard() {
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }

  /** Sees the chunks of a partition in the order of adding. */
  interface Chunks {
    void chunk(long position, int length) throws IOException;
  }

  /** Shows where the entries of a released partition lie in the scratch file. */
  void chunks(int partition, Chunks visitor) throws IOException {
    for (int i = 0; i < chunkCounts[partition]; i++) {
      long chunk = chunks[partition][i];
      visitor.chunk(chunk >>> LENGTH_BITS, (int) (chunk & ((1 << LENGTH_BITS) - 1)));
    }
  }
}
