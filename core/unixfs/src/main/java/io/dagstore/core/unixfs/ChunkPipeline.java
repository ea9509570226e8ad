package io.dagstore.core.unixfs;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;

/**
 * Makes the chunks of one file leaves, several at a time, and delivers them in order. Holds a fixed
 * number of slots, whatever the file's size. When a run ends, however it ends, no work is left.
 */
final class ChunkPipeline {
  private final Executor executor;
  private final ChunkSlot[] ring;

  ChunkPipeline(Executor executor, int parallelism, int cidVersion) {
    this.executor = executor;
    this.ring = new ChunkSlot[parallelism == 1 ? 1 : 2 * parallelism + 1];
    for (int i = 0; i < ring.length; i++) {
      ring[i] = new ChunkSlot(cidVersion);
    }
  }

  /** Takes leaves in file order; their bytes are lent for the call. */
  @FunctionalInterface
  interface Target {
    void leaf(Leaf leaf, boolean only) throws IOException;
  }

  void run(ChunkFeed feed, Target target) throws IOException, InterruptedException {
    Callable<Leaf> first = feed.next(ring[0]);
    if (!feed.hasNext()) {
      target.leaf(ChunkSlot.call(first), true);
    } else if (ring.length == 1) {
      alone(first, feed, target);
    } else {
      together(first, feed, target);
    }
  }

  private void alone(Callable<Leaf> first, ChunkFeed feed, Target target)
      throws IOException, InterruptedException {
    target.leaf(ChunkSlot.call(first), false);
    while (feed.hasNext()) {
      target.leaf(ChunkSlot.call(feed.next(ring[0])), false);
    }
  }

  private void together(Callable<Leaf> first, ChunkFeed feed, Target target)
      throws IOException, InterruptedException {
    long started = 0;
    long delivered = 0;
    try {
      slot(started++).start(executor, first);
      while (feed.hasNext() || delivered < started) {
        if (feed.hasNext() && started - delivered < ring.length) {
          ChunkSlot free = slot(started);
          free.start(executor, feed.next(free));
          started++;
        } else {
          target.leaf(slot(delivered).await(), false);
          delivered++;
        }
      }
    } finally {
      for (; delivered < started; delivered++) {
        slot(delivered).settle();
      }
    }
  }

  private ChunkSlot slot(long index) {
    return ring[(int) (index % ring.length)];
  }
}
