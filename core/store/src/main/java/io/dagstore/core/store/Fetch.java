package io.dagstore.core.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One making of a local copy for all who wait for it, on a thread of its own. It lives as long as
 * somebody waits: who is interrupted leaves alone, and when the last one leaves it is stopped. What
 * it ends with is told to all who waited then and to nobody later.
 */
final class Fetch implements Runnable {
  private final @Nullable Fetch before;
  private final Work work;
  private final Runnable over;
  private final CompletableFuture<GoodCopy> answer = new CompletableFuture<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private @Nullable Thread thread;
  private int waiters;

  /** What is waited for. */
  @FunctionalInterface
  interface Work {
    GoodCopy run() throws IOException, InterruptedException;
  }

  /**
   * A fetch that has not begun.
   *
   * @param before one that must have ended first; null: none
   * @param over runs when it has ended, however it did
   */
  Fetch(@Nullable Fetch before, Work work, Runnable over) {
    this.before = before;
    this.work = work;
    this.over = over;
  }

  /** Counts one more who waits, and will {@link #await}; false: it is too late for that. */
  synchronized boolean join() {
    if (answer.isDone()) {
      return false;
    }
    waiters++;
    return true;
  }

  /** Waits for the end. */
  void await() throws IOException, InterruptedException {
    try {
      answer.get();
    } catch (ExecutionException e) {
      throw Lanes.rethrow(e.getCause());
    } finally {
      leave();
    }
  }

  private synchronized void leave() {
    if (--waiters == 0) {
      stop(new InterruptedIOException("nobody waits for the local copy any more"));
    }
  }

  /** Ends it with this answer, if it has none yet. */
  synchronized void stop(Exception why) {
    if (answer.completeExceptionally(why) && thread != null) {
      thread.interrupt();
    }
  }

  /** Returns when nothing of it runs any more. */
  void awaitEnd() throws InterruptedException {
    ended.await();
  }

  @Override
  public void run() {
    try {
      awaitBefore();
      if (begin()) {
        answer.complete(work.run());
      }
    } catch (Throwable e) {
      // Whatever it is, those who wait are told.
      answer.completeExceptionally(e);
    } finally {
      end();
      over.run();
      ended.countDown();
    }
  }

  /** Nobody can interrupt this yet; it was stopped, so that it ends soon. */
  private void awaitBefore() throws InterruptedException {
    if (before != null) {
      before.awaitEnd();
    }
  }

  private synchronized boolean begin() {
    thread = Thread.currentThread();
    return !answer.isDone();
  }

  /** From here on nobody interrupts the thread, which may be used for something else next. */
  private synchronized void end() {
    thread = null;
    Thread.interrupted();
  }
}
