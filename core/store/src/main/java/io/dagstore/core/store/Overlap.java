package io.dagstore.core.store;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.ToLongFunction;

/** Works on a few pieces at once and hands the answers on in the order of the pieces. */
final class Overlap {
  /** Pieces under way. */
  static final int AT_ONCE = 16;

  /** Bytes that the answers under way may have, where there is more than one. */
  static final long BYTES_AT_ONCE = 16 << 20;

  private final Executor executor;

  Overlap(Executor executor) {
    this.executor = executor;
  }

  /** What is done with a piece, on another thread where there is more than one. */
  @FunctionalInterface
  interface Work<P, R> {
    R on(P piece) throws IOException;
  }

  /** Takes a piece with its answer, on the caller's thread. */
  @FunctionalInterface
  interface Taker<P, R> {
    void take(P piece, R answer) throws IOException;
  }

  private record Running<P, R>(P piece, long bytes, FutureTask<R> task) {}

  /**
   * Returns when all answers are taken. A failure ends it, and so does an interrupt.
   *
   * @param bytes of the answer to a piece, about
   */
  <P, R> void run(List<P> pieces, ToLongFunction<P> bytes, Work<P, R> work, Taker<P, R> taker)
      throws IOException, InterruptedException {
    if (pieces.size() == 1) {
      taker.take(pieces.getFirst(), work.on(pieces.getFirst()));
      return;
    }
    var window = new ArrayDeque<Running<P, R>>();
    long underWay = 0;
    try {
      for (var piece : pieces) {
        var running =
            new Running<>(piece, bytes.applyAsLong(piece), new FutureTask<R>(() -> work.on(piece)));
        underWay += running.bytes;
        while (window.size() == AT_ONCE || (underWay > BYTES_AT_ONCE && !window.isEmpty())) {
          underWay -= window.element().bytes;
          take(window.remove(), taker);
        }
        executor.execute(running.task);
        window.add(running);
      }
      while (!window.isEmpty()) {
        take(window.remove(), taker);
      }
    } finally {
      window.forEach(running -> running.task.cancel(false));
    }
  }

  private static <P, R> void take(Running<P, R> running, Taker<P, R> taker)
      throws IOException, InterruptedException {
    R answer;
    try {
      answer = running.task.get();
    } catch (ExecutionException e) {
      throw Lanes.rethrow(e.getCause());
    }
    taker.take(running.piece, answer);
  }
}
