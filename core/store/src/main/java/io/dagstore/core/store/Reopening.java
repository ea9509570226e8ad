package io.dagstore.core.store;

import io.dagstore.core.api.RecordsFailedException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Brings a store back to what is durable after a write or a force of its records failed: the next
 * call that needs them opens them again, as they were when they were forced last, while no lane is
 * at work, and what then differs from them is set right. If that fails too, it is for the call
 * after that to try. Thread-safe.
 */
final class Reopening {
  private static final Logger LOG = System.getLogger(Reopening.class.getName());

  private final Records records;
  private final Lanes lanes;
  private final Reconciliation reconciliation;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean unsettled;

  Reopening(Records records, Lanes lanes, Reconciliation reconciliation) {
    this.records = records;
    this.lanes = lanes;
    this.reconciliation = reconciliation;
  }

  /**
   * Returns when the records can be asked; not to be called from a lane.
   *
   * @throws RecordsFailedException that they cannot
   */
  void check() throws IOException {
    if (isDue()) {
      lock.lock();
      try {
        if (isDue()) {
          lanes.alone(this::reopen);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw (IOException) new InterruptedIOException("waiting for the records").initCause(e);
      } finally {
        lock.unlock();
      }
    }
  }

  /** Tries it for a call that may do without the records. */
  void look() {
    if (isDue() && !lock.isLocked()) {
      try {
        check();
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "read without the records", e);
      }
    }
  }

  private boolean isDue() {
    return records.failed() || unsettled;
  }

  private void reopen() throws IOException {
    try {
      unsettled = true;
      if (records.failed()) {
        records.reopen();
      }
      reconciliation.again();
      unsettled = false;
    } catch (RecordsFailedException e) {
      throw e;
    } catch (IOException e) {
      throw new RecordsFailedException(records.path(), e);
    }
  }
}
