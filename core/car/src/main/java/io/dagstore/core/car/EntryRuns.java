package io.dagstore.core.car;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Index entries of one width in a scratch file, in runs. Within a run entries are ordered by one
 * byte of the digest, so that one partition of all runs is read by one positioned read a run. Runs
 * may be written by several threads; they are read when all are written.
 */
final class EntryRuns {
  /** Values of a byte. */
  static final int PARTITIONS = 256;

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final int COMMON_WIDTH = 40;

  private final ScratchFile scratch;
  private final int width;
  private final int keyByte;
  private final List<Run> runs = new ArrayList<>();

  /** One run: which in the order of adding, where, and where its partitions end. */
  private record Run(int number, long position, Ends ends) {}

  private static final class Ends {
    final int[] bytes = new int[PARTITIONS];

    int start(int partition) {
      return partition == 0 ? 0 : bytes[partition - 1];
    }

    int length(int partition) {
      return bytes[partition] - start(partition);
    }
  }

  EntryRuns(ScratchFile scratch, int width, int keyByte) {
    this.scratch = scratch;
    this.width = width;
    this.keyByte = keyByte;
  }

  /** Writes the entries in {@code [from, to)} as the run of this number. */
  void add(int number, byte[] entries, int from, int to) throws IOException {
    var ends = new Ends();
    var ordered = scratch.takeBuffer(to - from);
    try {
      var places = places(entries, from, to, ends);
      for (int at = from; at < to; at += width) {
        int partition = entries[at + keyByte] & 0xff;
        copy(entries, at, ordered, places[partition]);
        places[partition] += width;
      }
      long position = scratch.append(ByteBuffer.wrap(ordered, 0, to - from));
      synchronized (runs) {
        runs.add(new Run(number, position, ends));
      }
    } finally {
      scratch.giveBuffer(ordered);
    }
  }

  private int[] places(byte[] entries, int from, int to, Ends ends) {
    for (int at = from + keyByte; at < to; at += width) {
      ends.bytes[entries[at] & 0xff] += width;
    }
    var places = new int[PARTITIONS];
    for (int i = 1; i < PARTITIONS; i++) {
      places[i] = ends.bytes[i - 1];
      ends.bytes[i] += ends.bytes[i - 1];
    }
    return places;
  }

  private void copy(byte[] from, int at, byte[] to, int target) {
    if (width != COMMON_WIDTH) {
      System.arraycopy(from, at, to, target, width);
      return;
    }
    for (int i = 0; i < COMMON_WIDTH; i += Long.BYTES) {
      WORD.set(to, target + i, (long) WORD.get(from, at + i));
    }
  }

  /** To be called when all runs are written: puts them in the order of adding. */
  void order() {
    synchronized (runs) {
      runs.sort(Comparator.comparingInt(Run::number));
    }
  }

  /** Number of bytes in a partition. */
  long byteLength(int partition) {
    long sum = 0;
    for (var run : runs) {
      sum += run.ends.length(partition);
    }
    return sum;
  }

  /** Sees the pieces of a partition in the order of adding. */
  interface Pieces {
    void piece(long position, int length) throws IOException;
  }

  /** Shows where a partition lies in the scratch file. */
  void pieces(int partition, Pieces pieces) throws IOException {
    for (var run : runs) {
      int length = run.ends.length(partition);
      if (length > 0) {
        pieces.piece(run.position + run.ends.start(partition), length);
      }
    }
  }
}
