package io.dagstore.core.store;

import io.dagstore.core.api.StoreEvent;
import io.dagstore.core.api.StoreListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Hands events to the listener and keeps its failures from the store. */
final class Events {
  private static final Logger LOG = System.getLogger(Events.class.getName());

  private final StoreListener listener;

  Events(StoreListener listener) {
    this.listener = listener;
  }

  void emit(StoreEvent event) {
    try {
      listener.on(event);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "a listener failed at " + event, e);
    }
  }
}
