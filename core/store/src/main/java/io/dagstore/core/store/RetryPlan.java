package io.dagstore.core.store;

import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.RecoverOnStart;
import io.dagstore.core.api.ShardNote;
import io.dagstore.core.api.ShardNote.What;
import io.dagstore.core.files.CorruptDataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Tells failures that pass from those that stay, and when to try again. Thread-safe. */
final class RetryPlan {
  private final InstantSource clock;
  private final RandomGenerator random;
  private final RetryPolicy policy;
  private final RecoverOnStart onStart;

  /** Numbers of shards that failed since the start. */
  private final BitSet tried = new BitSet();

  RetryPlan(
      InstantSource clock, RandomGenerator random, RetryPolicy policy, RecoverOnStart onStart) {
    this.clock = clock;
    this.random = random;
    this.policy = policy;
    this.onStart = onStart;
  }

  /** Whether an errored shard is recovered by who acquires it: once, if it was so at the start. */
  boolean onAcquire(int number) {
    synchronized (tried) {
      return onStart != RecoverOnStart.DO_NOT_RECOVER && !tried.get(number);
    }
  }

  /** Whether all shards that are errored at the start are recovered. */
  boolean now() {
    return onStart == RecoverOnStart.RECOVER_NOW;
  }

  /** Whether anything is ever recovered in the background. */
  boolean isActive() {
    return now() || policy.retries() > 0;
  }

  /** This shard failed. */
  void tried(int number) {
    synchronized (tried) {
      tried.set(number);
    }
  }

  /**
   * True where another try may succeed without anybody's doing: the world failed, or there was no
   * room. Wrong bytes, and what no mount or indexer should throw, stay what they are.
   */
  static boolean passes(@Nullable Throwable cause) {
    return switch (cause) {
      case CorruptDataException _ -> false;
      case IOException _ -> true;
      case UncheckedIOException e -> passes(e.getCause());
      case DagStoreException.NoRoom _, DagStoreException.ShardUnavailable _ -> true;
      case null, default -> false;
    };
  }

  /** A shard whose first indexing begins now. */
  Trouble registered() {
    return new Trouble(0, Trouble.NEVER, List.of(note(What.REGISTERED, "", Optional.empty())));
  }

  /** What follows from a failure. */
  Trouble failed(Trouble before, Throwable cause, String text) {
    if (!passes(cause)) {
      return before.and(note(What.FAILED_PERMANENT, text, Optional.empty()), before.retries());
    }
    return before.retries() < policy.retries()
        ? before.and(note(What.FAILED_PASSING, text, next(before)), before.retries() + 1)
        : before.and(note(What.FAILED_PASSING, text, Optional.empty()), before.retries());
  }

  /** What follows where a retry could not begin: it does not count as one. */
  Trouble putOff(Trouble before, Throwable cause) {
    var text = String.valueOf(cause.getMessage());
    return before.and(note(What.PUT_OFF, text, next(before)), before.retries());
  }

  /** What is left of it once the shard is indexed. */
  Trouble recovered(Trouble before) {
    return before.notes().isEmpty()
        ? Trouble.NONE
        : before.and(note(What.RECOVERED, "", Optional.empty()), 0);
  }

  private Optional<Instant> next(Trouble before) {
    synchronized (random) {
      return Optional.of(time().plus(policy.delay(before.retries(), random)));
    }
  }

  private ShardNote note(What what, String text, Optional<Instant> retry) {
    return new ShardNote(time(), what, Trouble.brief(text), retry);
  }

  private Instant time() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** Whether a retry of that time is due. */
  boolean isDue(long due) {
    return policy.retries() > 0 && due <= clock.millis();
  }

  /** Milliseconds until a retry of that time is due; empty: it never is. */
  Optional<Long> left(long due) {
    return policy.retries() == 0 || due == Trouble.NEVER
        ? Optional.empty()
        : Optional.of(Math.max(0, due - clock.millis()));
  }
}
