package io.dagstore.core.store;

import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.ShardKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * Who has how much of the room for local copies. What is on disk never takes more than is counted
 * here, and that is never more than the limit. Copies that nobody reads or works on go, the longest
 * unread first. Thread-safe; files are removed under its lock, so that room is free when it counts
 * as free.
 */
final class Quota {
  private static final long LEAST_STEP = 1 << 20;
  private static final long MOST_STEP = 256 << 20;

  /** Least part of the room that one step may take. */
  private static final int STEPS = 16;

  private final CopyLimits limits;
  private final Remover remover;
  private final Map<ShardKey, CopyRoom> rooms = new HashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private Predicate<ShardKey> idle = _ -> false;
  private long used;
  private long clock;

  /** Removes the files of a copy; false: they cannot be removed and go on taking room. */
  @FunctionalInterface
  interface Remover {
    boolean remove(ShardKey key, long bytes);
  }

  Quota(CopyLimits limits, Remover remover) {
    this.limits = limits;
    this.remover = remover;
  }

  /** Whom to ask to close a shard that is open but that nobody holds; true: it will be closed. */
  void idle(Predicate<ShardKey> newIdle) {
    lock.lock();
    try {
      idle = newIdle;
    } finally {
      lock.unlock();
    }
  }

  /** Counts what a start has found. */
  void adopt(ShardKey key, long bytes) {
    lock.lock();
    try {
      var room = room(key);
      grow(room, bytes);
      room.touched = ++clock;
    } finally {
      lock.unlock();
    }
  }

  /** Keeps a copy, or room for one, from going until {@link #unpin}. */
  void pin(ShardKey key, CopyRoom.Use use) {
    lock.lock();
    try {
      room(key).pin(use, ++clock);
    } finally {
      lock.unlock();
    }
  }

  /** Ends what {@link #pin} began. */
  void unpin(ShardKey key, CopyRoom.Use use) {
    lock.lock();
    try {
      var room = room(key);
      room.unpin(use, ++clock);
      if (room.free() && room.bytes == 0) {
        rooms.remove(key);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * More room for a copy that is pinned: as much as is wished for, or as there is, but not less
   * than the least. Waits for copies that are worked on, if room can come from there.
   *
   * @throws DagStoreException.NoRoom if there is none and none can be waited for
   */
  long reserve(ShardKey key, long least, long wish) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      var room = room(key);
      while (!fits(room, least, wish)) {
        if (mustWait(room, least)) {
          room.waiting = true;
          changed.await();
        }
      }
      long granted = Math.min(wish, limit() - used);
      grow(room, granted);
      return granted;
    } finally {
      room(key).waiting = false;
      changed.signalAll();
      lock.unlock();
    }
  }

  /**
   * Says whether the work on a copy stands still for a while that depends on others, such as its
   * turn. Nobody waits for room from there, or they might wait for each other.
   */
  void stall(ShardKey key, boolean stalled) {
    lock.lock();
    try {
      room(key).waiting = stalled;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** How much to reserve at once for a copy of this size that may grow. */
  long step(long size) {
    return Math.min(Math.clamp(size, LEAST_STEP, MOST_STEP), Math.max(1, limit() / STEPS));
  }

  /** Evicts what it takes; false: that was not enough. */
  private boolean fits(CopyRoom room, long least, long wish) {
    if (least > limit() - room.bytes) {
      throw noRoom(room, least);
    }
    if (wish > limits.high() - used) {
      evict(Math.max(0, limits.low() - wish), least - (limit() - used));
    }
    return least <= limit() - used;
  }

  /** Whether a change may bring room; false: it is there to be tried again at once. */
  private boolean mustWait(CopyRoom room, long least) {
    if (rooms.values().stream().noneMatch(other -> other.leaving) && letGo()) {
      return false;
    }
    if (rooms.values().stream().noneMatch(other -> other != room && other.ends())) {
      throw noRoom(room, least);
    }
    return true;
  }

  private DagStoreException.NoRoom noRoom(CopyRoom room, long least) {
    return new DagStoreException.NoRoom(room.key, room.bytes + least, used, limit());
  }

  /** Lets the longest unread copy go that is open and that nobody holds. */
  private boolean letGo() {
    for (var room : oldestFirst()) {
      if (room.mayBeIdle() && idle.test(room.key)) {
        room.leaving = true;
        return true;
      }
    }
    return false;
  }

  /** Evicts down to a mark; nothing, where all that can go is less than what must. */
  private void evict(long mark, long must) {
    long can = rooms.values().stream().filter(CopyRoom::free).mapToLong(room -> room.bytes).sum();
    if (can < must) {
      return;
    }
    for (var room : oldestFirst()) {
      if (used <= mark) {
        return;
      }
      if (room.free() && room.bytes > 0) {
        remove(room);
      }
    }
  }

  private void remove(CopyRoom room) {
    if (remover.remove(room.key, room.bytes)) {
      grow(room, -room.bytes);
      rooms.remove(room.key);
    } else {
      room.stuck = true;
    }
  }

  /** Sets what a copy takes now, and gives back the rest of what was reserved. */
  void settle(ShardKey key, long bytes) {
    lock.lock();
    try {
      var room = room(key);
      grow(room, bytes - room.bytes);
      if (bytes == 0 && room.free()) {
        rooms.remove(key);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Evicts down to the low mark where the high one is passed. */
  void trim() {
    lock.lock();
    try {
      if (used > limits.high()) {
        evict(limits.low(), 0);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Removes a copy where nobody uses it; false: somebody does, or its files cannot be removed. */
  boolean drop(ShardKey key) {
    lock.lock();
    try {
      var room = room(key);
      room.stuck = false;
      if (room.free()) {
        remove(room);
      }
      return !rooms.containsKey(key);
    } finally {
      lock.unlock();
    }
  }

  /** Returns when nobody uses the copy any more. */
  void awaitFree(ShardKey key) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (rooms.containsKey(key) && !room(key).free() && !room(key).stuck) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether a shard has room. */
  boolean knows(ShardKey key) {
    lock.lock();
    try {
      return rooms.containsKey(key);
    } finally {
      lock.unlock();
    }
  }

  CopyLimits limits() {
    return limits;
  }

  /** The shards that have room. */
  List<ShardKey> keys() {
    lock.lock();
    try {
      return List.copyOf(rooms.keySet());
    } finally {
      lock.unlock();
    }
  }

  /** Bytes of all copies, and of the room for those that are being made. */
  long used() {
    lock.lock();
    try {
      return used;
    } finally {
      lock.unlock();
    }
  }

  private CopyRoom room(ShardKey key) {
    return rooms.computeIfAbsent(key, CopyRoom::new);
  }

  private void grow(CopyRoom room, long bytes) {
    room.bytes += bytes;
    used += bytes;
  }

  private long limit() {
    return limits.maxBytes() == 0 ? Long.MAX_VALUE : limits.maxBytes();
  }

  private List<CopyRoom> oldestFirst() {
    var all = new ArrayList<>(rooms.values());
    all.sort(Comparator.comparingLong(room -> room.touched));
    return all;
  }
}
