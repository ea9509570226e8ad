package io.dagstore.core.store;

import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.index.OpenMode;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What each call of a store passes first: whether the store is open, what another process has
 * written meanwhile, and records that failed. Thread-safe.
 */
final class Gate {
  private final Optional<Following> following;
  private final Reopening reopening;
  private final OpenMode mode;
  private final AtomicBoolean closed = new AtomicBoolean();

  Gate(Optional<Following> following, Reopening reopening, OpenMode mode) {
    this.following = following;
    this.reopening = reopening;
    this.mode = mode;
  }

  /** Returns true for the one call that is to close the store. */
  boolean close() {
    return closed.compareAndSet(false, true);
  }

  boolean isClosed() {
    return closed.get();
  }

  /** For a call that may do without the records. */
  void look() throws IOException {
    follow();
    reopening.look();
  }

  /** For a call that needs the records. */
  void check() throws IOException {
    follow();
    reopening.check();
  }

  /** For a call that changes something. */
  void checkWritable(String call) throws IOException {
    checkOpen();
    if (mode == OpenMode.READ_ONLY) {
      throw new DagStoreException.StoreReadOnly(call);
    }
    reopening.check();
  }

  private void follow() throws IOException {
    checkOpen();
    if (following.isPresent()) {
      following.get().look();
    }
  }

  private void checkOpen() {
    if (closed.get()) {
      throw new DagStoreException.StoreClosed();
    }
  }
}
