package io.dagstore.core.store;

import io.dagstore.core.api.ShardKey;
import java.util.EnumMap;
import java.util.Map;

/** What one local copy has of the {@link Quota}, which guards it with its lock. */
final class CopyRoom {
  final ShardKey key;
  private final Map<Use, Integer> uses = new EnumMap<>(Use.class);
  long bytes;
  long touched;

  /** True while it waits for more room, or for something that room may have to be given for. */
  boolean waiting;

  /** True from when its readers were told to close it until one of them has. */
  boolean leaving;

  /** True once its files could not be removed. */
  boolean stuck;

  /** Why a copy must stay. */
  enum Use {
    /** It is being made, checked or indexed, which ends by itself. */
    WORK,
    /** It is open for readers, who may take their time. */
    READ
  }

  CopyRoom(ShardKey key) {
    this.key = key;
  }

  void pin(Use use, long now) {
    uses.merge(use, 1, Integer::sum);
    touched = now;
  }

  void unpin(Use use, long now) {
    uses.computeIfPresent(use, (_, count) -> count == 1 ? null : count - 1);
    leaving &= use != Use.READ;
    touched = now;
  }

  /** True where nobody uses it and it can go. */
  boolean free() {
    return uses.isEmpty() && !stuck;
  }

  /** Whether its end can be waited for: it comes, and not by what the waiter would do. */
  boolean ends() {
    return leaving || (uses.containsKey(Use.WORK) && !waiting);
  }

  /** Whether only readers keep it, who may be gone already. */
  boolean mayBeIdle() {
    return !uses.containsKey(Use.WORK) && uses.containsKey(Use.READ) && !leaving;
  }
}
