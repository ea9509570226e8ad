package io.dagstore.core.store;

import io.dagstore.core.api.ShardState;
import java.util.Optional;

/**
 * The life of a shard as a pure table. What follows from a step (files, records, events) is done by
 * others, outside of any lock.
 */
final class Lifecycle {
  private Lifecycle() {}

  /** The state after the event, or empty where the event has no place in this state. */
  static Optional<ShardState> next(ShardState state, LifeEvent event) {
    return Optional.ofNullable(
        switch (state) {
          case NEW ->
              switch (event) {
                case INITIALIZE -> ShardState.INITIALIZING;
                case RESTARTED -> ShardState.NEW;
                case INDEXED, FAILED, LEASED, RETURNED -> null;
              };
          case INITIALIZING ->
              switch (event) {
                case INDEXED -> ShardState.AVAILABLE;
                case FAILED -> ShardState.ERRORED;
                case RESTARTED -> ShardState.NEW;
                case INITIALIZE, LEASED, RETURNED -> null;
              };
          case AVAILABLE, SERVING ->
              switch (event) {
                case INITIALIZE -> state;
                case LEASED -> ShardState.SERVING;
                case RETURNED, RESTARTED -> ShardState.AVAILABLE;
                case FAILED -> ShardState.ERRORED;
                case INDEXED -> null;
              };
          case RECOVERING ->
              switch (event) {
                case INDEXED -> ShardState.AVAILABLE;
                case FAILED, RESTARTED -> ShardState.ERRORED;
                case INITIALIZE, LEASED, RETURNED -> null;
              };
          case ERRORED ->
              switch (event) {
                case INITIALIZE -> ShardState.RECOVERING;
                case FAILED, RETURNED, RESTARTED -> ShardState.ERRORED;
                case INDEXED, LEASED -> null;
              };
          case UNAVAILABLE, UNKNOWN -> null;
        });
  }

  /** The state after an event that has its place there; any other is our own bug. */
  static ShardState step(ShardState state, LifeEvent event) {
    return next(state, event)
        .orElseThrow(() -> new IllegalStateException(event + " has no place in " + state));
  }
}
