package io.dagstore.core.store;

import io.dagstore.core.api.RebuildListener;
import org.jspecify.annotations.Nullable;

/**
 * How far a work has come, for one who waits for it on another thread: told in steps of a hundredth
 * at least, so that the work never waits for who listens. Thread-safe.
 */
final class HowFar {
  private static final int STEPS = 100;

  private long done;
  private long total;
  private long step = -1;
  private boolean fresh;
  private boolean over;

  private record Place(long done, long total) {}

  synchronized void is(long nowDone, long nowTotal) {
    done = nowDone;
    total = nowTotal;
    long now = total == 0 ? STEPS : done * STEPS / total;
    if (now != step) {
      step = now;
      fresh = true;
      notifyAll();
    }
  }

  /** There is no more to be told. */
  synchronized void end() {
    over = true;
    notifyAll();
  }

  /** Waits for it, however often it is interrupted meanwhile. */
  synchronized void awaitEnd() {
    boolean interrupted = false;
    while (!over) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tells until the end. */
  void tell(RebuildListener listener) throws InterruptedException {
    for (var place = next(); place != null; place = next()) {
      listener.progress(place.done(), place.total());
    }
  }

  private synchronized @Nullable Place next() throws InterruptedException {
    while (!fresh && !over) {
      wait();
    }
    if (!fresh) {
      return null;
    }
    fresh = false;
    return new Place(done, total);
  }
}
