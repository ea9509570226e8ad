package io.dagstore.distribution.rpc;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many values the reader of a channel takes before it grants more. Without a window, the line
 * itself holds back who writes too fast. Thread-safe.
 */
final class Window {
  private final boolean bounded;
  private final Duration patience;
  private final Semaphore values;

  /**
   * A window of this size.
   *
   * @param size values, 0: any number
   * @param patience how long to wait for a grant
   */
  Window(int size, Duration patience) {
    this.bounded = size > 0;
    this.patience = patience;
    this.values = new Semaphore(size);
  }

  /**
   * Waits until a value may be sent.
   *
   * @throws RpcException if the reader granted nothing for too long
   */
  void take() throws InterruptedException {
    if (bounded && !values.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new RpcException(
          RpcException.Kind.TIMED_OUT,
          "channel: expected the reader to take a value within " + patience + ", got no grant");
    }
  }

  /** Lets so many more be sent; never more than the largest window at once. */
  void grant(long more) {
    long room = (long) Request.MAX_WINDOW - values.availablePermits();
    if (more > 0 && room > 0) {
      values.release((int) Math.min(more, room));
    }
  }
}
