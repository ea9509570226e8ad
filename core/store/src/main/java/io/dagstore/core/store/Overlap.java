package io.dagstore.core.store;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

/** Works on a few pieces at once and hands the answers on in the order of the pieces. */
final class Overlap {
  private static final int AT_ONCE = 16;

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

  private record Running<P, R>(P piece, FutureTask<R> task) {}

  /** Returns when all answers are taken. A failure ends it, and so does an interrupt. */
  <P, R> void run(List<P> pieces, Work<P, R> work, Taker<P, R> taker)
      throws IOException, InterruptedException {
    if (pieces.size() == 1) {
      taker.take(pieces.getFirst(), work.on(pieces.getFirst()));
      return;
    }
    var window = new ArrayDeque<Running<P, R>>();
    try {
      for (var piece : pieces) {
        if (window.size() == AT_ONCE) {
          take(window.remove(), taker);
        }
        var running = new Running<>(piece, new FutureTask<R>(() -> work.on(piece)));
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
