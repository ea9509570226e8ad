package io.dagstore.core.files;

/** Merges sorted runs; of equal keys the earlier run comes first. A binary heap of cursors. */
final class RunMerge implements RecordSorter.Records {
  private final Run[] runs;
  private final long[] keys;
  private final int[] heap;
  private int live;
  private boolean started;

  RunMerge(Run[] runs) {
    this.runs = runs;
    this.keys = new long[runs.length];
    this.heap = new int[runs.length];
  }

  @Override
  public boolean next() {
    if (!started) {
      start();
    } else if (live > 0) {
      advance();
    }
    return live > 0;
  }

  private void start() {
    started = true;
    for (int run = 0; run < runs.length; run++) {
      if (runs[run].next()) {
        keys[run] = runs[run].key();
        heap[live++] = run;
      }
    }
    for (int i = live / 2 - 1; i >= 0; i--) {
      sink(i);
    }
  }

  private void advance() {
    int run = heap[0];
    if (runs[run].next()) {
      keys[run] = runs[run].key();
    } else {
      heap[0] = heap[--live];
    }
    sink(0);
  }

  private void sink(int from) {
    int i = from;
    while (2 * i + 1 < live) {
      int child = 2 * i + 1;
      if (child + 1 < live && before(heap[child + 1], heap[child])) {
        child++;
      }
      if (before(heap[i], heap[child])) {
        return;
      }
      int run = heap[i];
      heap[i] = heap[child];
      heap[child] = run;
      i = child;
    }
  }

  private boolean before(int run, int other) {
    int order = Long.compareUnsigned(keys[run], keys[other]);
    return order != 0 ? order < 0 : run < other;
  }

  @Override
  public long key() {
    return keys[heap[0]];
  }

  @Override
  public long value() {
    return runs[heap[0]].value();
  }

  @Override
  public long second() {
    return runs[heap[0]].second();
  }
}
