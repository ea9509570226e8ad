package io.dagstore.core.api;

import java.util.Optional;

/** Where a shard stands in its life. The numbers are those of Filecoin's dagstore records. */
public enum ShardState {
  /** Registered, not indexed yet. */
  NEW(0),
  /** Being opened and indexed for the first time. */
  INITIALIZING(1),
  /** Indexed; nobody holds a lease. */
  AVAILABLE(2),
  /** Indexed; at least one accessor is open. */
  SERVING(3),
  /** Being indexed again after an error. */
  RECOVERING(128),
  /** The last registration or recovery failed; the record says why. */
  ERRORED(240),
  /**
   * No mount provider answers for its scheme now. Never recorded: it is in its recorded state again
   * when the provider is back.
   */
  UNAVAILABLE(254),
  /** Never reached; kept so that its number stays taken. */
  UNKNOWN(255);

  private final int number;

  ShardState(int number) {
    this.number = number;
  }

  /** The number under which records keep this state. */
  public int number() {
    return number;
  }

  /** True where the shard is indexed and can be read: {@link #AVAILABLE} and {@link #SERVING}. */
  public boolean readable() {
    return this == AVAILABLE || this == SERVING;
  }

  /** The state of a record's number, or empty where no state has it. */
  public static Optional<ShardState> of(int number) {
    for (var state : values()) {
      if (state.number == number) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }
}
