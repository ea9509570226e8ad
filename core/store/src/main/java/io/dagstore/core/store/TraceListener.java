package io.dagstore.core.store;

import io.dagstore.core.api.StoreEvent;
import io.dagstore.core.api.StoreListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Writes every event to the log, at level {@code DEBUG}: which shard, what happened, and of each
 * change of state from where to where. Costs nothing while that level is off. Thread-safe.
 */
public final class TraceListener implements StoreListener {
  private final Logger log;

  /** Writes to the log of this class. */
  public TraceListener() {
    this(System.getLogger(TraceListener.class.getName()));
  }

  TraceListener(Logger log) {
    this.log = log;
  }

  @Override
  public void on(StoreEvent event) {
    log.log(Level.DEBUG, () -> "shard " + event.key() + ": " + text(event));
  }

  private static String text(StoreEvent event) {
    return event instanceof StoreEvent.StateChanged changed
        ? changed.from() + " to " + changed.to()
        : event.toString();
  }
}
