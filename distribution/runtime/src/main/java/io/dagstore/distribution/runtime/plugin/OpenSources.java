package io.dagstore.distribution.runtime.plugin;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The sources and streams of one plug-in that are open. Thread-safe. */
final class OpenSources {
  private final Set<Loan<?>> open = new HashSet<>();
  private boolean ended;

  /** Takes in one that was just opened; when the plug-in is gone, closes it and says so. */
  void add(Loan<?> source) throws IOException {
    synchronized (this) {
      if (!ended) {
        open.add(source);
        return;
      }
    }
    source.discard();
    throw source.gone();
  }

  synchronized void remove(Loan<?> source) {
    open.remove(source);
    notifyAll();
  }

  /** Refuses new ones, waits for those that are open, and returns what is left of them. */
  synchronized List<Loan<?>> end(long patienceNanos) {
    ended = true;
    long end = System.nanoTime() + patienceNanos;
    try {
      for (long left = patienceNanos; !open.isEmpty() && left > 0; left = end - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new ArrayList<>(open);
  }
}
