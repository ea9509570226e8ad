package io.dagstore.core.api;

/**
 * Hears every {@link StoreEvent}. Events of one shard's life arrive in order, one at a time; events
 * of different shards, and those of reads, may arrive at once from several threads. A listener that
 * throws is logged and harms nobody; one that is slow delays only the shard it hears of.
 */
@FunctionalInterface
public interface StoreListener {
  /** Takes note of an event. */
  void on(StoreEvent event);

  /** Hears nothing. */
  static StoreListener none() {
    return event -> {};
  }

  /** This listener, then the other one. */
  default StoreListener and(StoreListener other) {
    return event -> {
      on(event);
      other.on(event);
    };
  }
}
