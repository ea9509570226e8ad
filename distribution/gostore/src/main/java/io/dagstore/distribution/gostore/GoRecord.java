package io.dagstore.distribution.gostore;

/**
 * What a Go dagstore keeps of a shard.
 *
 * @param key its name
 * @param mount URL of its mount, as its mount wrote it
 * @param copy path of its local copy when the record was written; empty text: it had none
 * @param state number of its state
 * @param lazy whether it was registered to be indexed at its first use
 * @param error why it is errored, or empty text
 */
public record GoRecord(
    String key, String mount, String copy, int state, boolean lazy, String error) {
  private static final int NEW = 0;
  private static final int INITIALIZING = 1;
  private static final int AVAILABLE = 2;
  private static final int SERVING = 3;
  private static final int RECOVERING = 0x80;
  private static final int ERRORED = 0xf0;

  /** Whether it waits for its first use to be indexed. */
  boolean waits() {
    return state == NEW && lazy;
  }

  /** Whether it could not be read, or was being repaired when the process ended. */
  boolean wasErrored() {
    return state == RECOVERING || state == ERRORED;
  }

  /** The state's name, as the Go dagstore has it. */
  String stateName() {
    return switch (state) {
      case NEW -> "New";
      case INITIALIZING -> "Initializing";
      case AVAILABLE -> "Available";
      case SERVING -> "Serving";
      case RECOVERING -> "Recovering";
      case ERRORED -> "Errored";
      default -> "state " + state;
    };
  }
}
