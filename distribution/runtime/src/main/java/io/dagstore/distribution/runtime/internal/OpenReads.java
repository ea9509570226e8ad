package io.dagstore.distribution.runtime.internal;

import io.dagstore.core.api.DagStore;
import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.ShardState;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits, before the store is closed, for those who hold accessors of it. */
final class OpenReads implements Closeable {
  /** Leases are counted by nobody who could tell of the last one. */
  private static final long LOOK_MILLIS = 10;

  private final DagStore store;
  private final Grace grace;

  OpenReads(DagStore store, Grace grace) {
    this.store = store;
    this.grace = grace;
  }

  @Override
  public void close() throws IOException {
    var pause = new CountDownLatch(1);
    try {
      while (serving() && grace.lasts()) {
        if (pause.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean serving() throws IOException {
    try {
      return store.stat().shards().getOrDefault(ShardState.SERVING, 0L) > 0;
    } catch (DagStoreException.StoreClosed e) {
      // Somebody to whom the node lent it has closed it.
      return false;
    }
  }
}
