package io.dagstore.core.api;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Listeners that may come and go while a store is open. Each hears every event; one that throws is
 * logged and keeps it from none of the others. Thread-safe.
 */
public final class Listeners implements StoreListener {
  private static final Logger LOG = System.getLogger(Listeners.class.getName());

  private final List<StoreListener> listeners;

  private Listeners(List<StoreListener> listeners) {
    this.listeners = new CopyOnWriteArrayList<>(listeners);
  }

  /** These listeners, which hear in their order. */
  public static Listeners of(StoreListener... listeners) {
    return new Listeners(List.of(listeners));
  }

  /** Takes in a listener, which hears behind those that are here. */
  public void add(StoreListener listener) {
    listeners.add(listener);
  }

  /** Lets a listener go; it may still hear an event that is on its way. */
  public void remove(StoreListener listener) {
    listeners.remove(listener);
  }

  @Override
  public void on(StoreEvent event) {
    for (var listener : listeners) {
      try {
        listener.on(event);
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, "a listener failed at " + event, e);
      }
    }
  }
}
