package io.dagstore.distribution.runtime.internal;

import io.dagstore.core.api.DagStoreException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** Collects a store's garbage again and again, by the node's clock. */
public final class GarbageLoop {
  private static final Logger LOG = System.getLogger(GarbageLoop.class.getName());

  /** A clock does not tell when a time has come, so it is looked at this often. */
  private static final Duration LOOK = Duration.ofMillis(500);

  private final Collection collection;
  private final Duration interval;
  private final InstantSource clock;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Instant begun;
  private final Thread thread;

  private GarbageLoop(
      Collection collection, Duration interval, InstantSource clock, ThreadFactory threads) {
    this.collection = collection;
    this.interval = interval;
    this.clock = clock;
    this.begun = clock.instant();
    this.thread = threads.newThread(this::run);
  }

  /** One collection. */
  @FunctionalInterface
  interface Collection {
    void run() throws IOException, InterruptedException;
  }

  /** Begins to collect, the first time after one interval; an interval of 0 never does. */
  static GarbageLoop start(
      Collection collection, Duration interval, InstantSource clock, ThreadFactory threads) {
    var loop = new GarbageLoop(collection, interval, clock, threads);
    if (interval.isPositive()) {
      loop.thread.start();
    }
    return loop;
  }

  private void run() {
    try {
      for (var next = begun.plus(interval); await(next); ) {
        collect();
        next = after(next);
      }
    } catch (InterruptedException e) {
      // The node ends, and this thread with it.
    }
  }

  /** What was slept through is made up for once, not once for each interval. */
  private Instant after(Instant last) {
    var next = last.plus(interval);
    var now = clock.instant();
    return next.plus(interval).isBefore(now) ? now : next;
  }

  /** Returns true when the time has come, false when the loop is to end. */
  private boolean await(Instant next) throws InterruptedException {
    for (var now = clock.instant(); now.isBefore(next); now = clock.instant()) {
      var left = Duration.between(now, next);
      var look = left.compareTo(LOOK) < 0 ? left : LOOK;
      if (ended.await(look.toNanos(), TimeUnit.NANOSECONDS)) {
        return false;
      }
    }
    return ended.getCount() > 0;
  }

  private void collect() throws InterruptedException {
    try {
      collection.run();
    } catch (DagStoreException.StoreClosed e) {
      ended.countDown();
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.WARNING, "garbage could not be collected", e);
    }
  }

  /** Stops collecting; returns when nothing of it runs any more. */
  void stop() {
    ended.countDown();
    thread.interrupt();
    if (thread.getState() != Thread.State.NEW) {
      Uninterrupted.join(thread);
    }
  }
}
