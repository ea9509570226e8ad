package io.dagstore.core.car;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one bucket of an index: one hash function, one digest length. They gather in
 * memory; a group that was spilled keeps the rest in runs.
 */
final class IndexGroup {
  /** Bytes of a run, about. */
  private static final int RUN = 2 << 20;

  private static final VarHandle LE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final ValueLayout.OfLong SOURCE_WORD = ValueLayout.JAVA_LONG_UNALIGNED;

  final long hashFunction;
  final int width;
  private final int run;
  private long count;
  private byte[] memory = new byte[0];
  private int used;
  private int runCount;
  private @Nullable EntryRuns runs;

  IndexGroup(long hashFunction, int digestLength) {
    this.hashFunction = hashFunction;
    this.width = digestLength + 8;
    this.run = Math.max(1, RUN / width) * width;
  }

  /** Number of entries. */
  long count() {
    return count;
  }

  long byteLength() {
    return count * width;
  }

  /** Whether the next entry needs {@link #grow} or, if it was spilled, {@link #spill} first. */
  boolean isFull() {
    return used == memory.length;
  }

  /** Whether a spilled group has gathered a whole run. */
  boolean hasRun() {
    return runs != null && used >= run;
  }

  /** Makes room and returns by how many bytes. */
  int grow() {
    int before = memory.length;
    int wished = Math.max(2 * width, before * 2);
    memory = Arrays.copyOf(memory, runs != null && wished > run ? run : wished);
    return memory.length - before;
  }

  /** Adds an entry, for which there is room. */
  void add(MemorySegment source, long at, long offset) {
    int digest = width - 8;
    if (digest == 32) {
      WORD.set(memory, used, source.get(SOURCE_WORD, at));
      WORD.set(memory, used + 8, source.get(SOURCE_WORD, at + 8));
      WORD.set(memory, used + 16, source.get(SOURCE_WORD, at + 16));
      WORD.set(memory, used + 24, source.get(SOURCE_WORD, at + 24));
    } else {
      MemorySegment.copy(source, ValueLayout.JAVA_BYTE, at, memory, used, digest);
    }
    LE.set(memory, used + digest, offset);
    used += width;
    count++;
  }

  /** Bytes of heap that {@link #spill} frees. */
  int heap() {
    return memory.length;
  }

  /**
   * Gives what is in memory to {@code hands}, to be written to the scratch file, and makes the
   * group a spilled one.
   *
   * @param more whether a run's worth of entries is to be expected, or memory is short
   */
  void spill(ScratchFile scratch, Hands hands, boolean more) throws IOException {
    var target = runs;
    if (target == null) {
      target = new EntryRuns(scratch, width, 0);
      runs = target;
    }
    boolean reusable = used <= run;
    for (int from = 0; from < used; from += run) {
      give(target, from, Math.min(used, from + run), reusable ? scratch : null, hands);
    }
    memory = more ? scratch.takeBuffer(run) : new byte[0];
    used = 0;
  }

  private void give(EntryRuns target, int from, int to, @Nullable ScratchFile buffers, Hands hands)
      throws IOException {
    var entries = memory;
    int number = runCount++;
    hands.give(() -> {
      target.add(number, entries, from, to);
      if (buffers != null) {
        buffers.giveBuffer(entries);
      }
    });
  }

  /** The runs of a spilled group, once all are written. */
  @Nullable EntryRuns runs() {
    return runs;
  }

  /** The entries of a group that was not spilled. */
  byte[] memory() {
    return memory;
  }
}
