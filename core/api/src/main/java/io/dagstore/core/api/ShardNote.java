package io.dagstore.core.api;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * One thing that happened to a shard that failed at least once.
 *
 * @param time when it happened, to the millisecond
 * @param what what happened
 * @param text why, one line; empty where there is nothing to say
 * @param retry when it is tried again by itself; empty: it is not
 */
public record ShardNote(Instant time, What what, String text, Optional<Instant> retry) {
  /** What can happen. */
  public enum What {
    /** It entered the catalogue, and its first indexing began. */
    REGISTERED(0),
    /** Its bytes are wrong, or nothing can come of another try: somebody has to do something. */
    FAILED_PERMANENT(1),
    /** The world failed it; without a retry: it was tried as often as is allowed. */
    FAILED_PASSING(2),
    /** A retry could not even begin, since its mount provider or room for its copy was missing. */
    PUT_OFF(3),
    /** It is indexed again; it may fail as often as before from here on. */
    RECOVERED(4);

    private final int number;

    What(int number) {
      this.number = number;
    }

    /** The number under which records keep it. */
    public int number() {
      return number;
    }

    /** What a record's number means, or empty where nothing has it. */
    public static Optional<What> of(int number) {
      return Arrays.stream(values()).filter(what -> what.number == number).findFirst();
    }
  }
}
