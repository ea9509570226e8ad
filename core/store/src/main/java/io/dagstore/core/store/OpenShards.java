package io.dagstore.core.store;

import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.mount.MountProvider;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The open shards by number. Looking one up takes no lock, and taking one in or letting one go
 * costs the same whatever their number. Beyond the bound one that nobody holds is let go, of some
 * that stand beside each other the longest unread one, and is closed on another thread.
 */
final class OpenShards {
  private static final Logger LOG = System.getLogger(OpenShards.class.getName());

  /** How many are compared when one must go. */
  private static final int COMPARED = 16;

  /** Stands where a shard stood that was let go, for those who look beyond it. */
  private static final Object GRAVE = new Object();

  private final int bound;
  private final Executor executor;
  private final Map<ShardKey, OpenShard> byKey = new ConcurrentHashMap<>();
  private volatile AtomicReferenceArray<@Nullable Object> slots = new AtomicReferenceArray<>(8);
  private volatile long openings;

  /** Guarded by this, as what follows: slots in use, graves too. */
  private int used;

  private int count;
  private int hand;

  OpenShards(int bound, Executor executor) {
    this.bound = bound;
    this.executor = executor;
  }

  @Nullable OpenShard get(int number) {
    var table = slots;
    int mask = table.length() - 1;
    for (int at = spread(number) & mask; ; at = (at + 1) & mask) {
      var there = table.getAcquire(at);
      if (there == null) {
        return null;
      }
      if (there instanceof OpenShard shard && shard.number() == number) {
        shard.touch(openings);
        return shard;
      }
    }
  }

  @Nullable OpenShard get(ShardKey key) {
    var shard = byKey.get(key);
    if (shard != null) {
      shard.touch(openings);
    }
    return shard;
  }

  /** Takes in a shard that was just opened. */
  void add(OpenShard shard) {
    var victims = new ArrayList<OpenShard>();
    synchronized (this) {
      shard.touch(++openings);
      put(shard);
      byKey.put(shard.key(), shard);
      while (count > bound && evict(shard, victims)) {}
    }
    victims.forEach(this::letGo);
  }

  /** Lets a shard go; false: somebody holds it. */
  boolean remove(OpenShard shard) {
    if (!shard.retire()) {
      return false;
    }
    drop(shard);
    return true;
  }

  /** Lets a shard go that is open and that nobody holds; it is closed on another thread. */
  boolean letGoIdle(ShardKey key) {
    var shard = byKey.get(key);
    return shard != null && remove(shard);
  }

  /** Lets all shards of a provider go, held or not: it is gone. */
  void revoke(MountProvider provider) {
    var gone = new ArrayList<OpenShard>();
    synchronized (this) {
      for (var shard : all()) {
        if (ShardMounts.same(shard.provider(), provider)) {
          take(shard);
          gone.add(shard);
        }
      }
    }
    gone.forEach(OpenShard::revoke);
    gone.forEach(this::letGo);
  }

  /** Lets all shards go, held or not. */
  void clear() {
    List<OpenShard> all;
    synchronized (this) {
      all = all();
      all.forEach(this::take);
    }
    for (var shard : all) {
      shard.retire();
      if (shard.shut()) {
        close(shard);
      }
    }
  }

  /** Ends a reader's visit. */
  void leave(OpenShard shard, int entered) {
    if (shard.leave(entered)) {
      executor.execute(() -> close(shard));
    }
  }

  private void drop(OpenShard shard) {
    synchronized (this) {
      take(shard);
    }
    letGo(shard);
  }

  private void letGo(OpenShard shard) {
    if (shard.shut()) {
      executor.execute(() -> close(shard));
    }
  }

  /** Picks one to go, which is not the newest; false: all are held. */
  private boolean evict(OpenShard newest, List<OpenShard> victims) {
    var table = slots;
    OpenShard oldest = null;
    int compared = 0;
    for (int i = 0; i < table.length() && compared < COMPARED; i++) {
      hand = (hand + 1) & (table.length() - 1);
      if (table.getPlain(hand) instanceof OpenShard shard && shard != newest && shard.idle()) {
        compared++;
        oldest = oldest == null || shard.touched() < oldest.touched() ? shard : oldest;
      }
    }
    if (oldest == null) {
      return false;
    }
    if (oldest.retire()) {
      take(oldest);
      victims.add(oldest);
    }
    return true;
  }

  /** All that are open, each once. */
  List<OpenShard> all() {
    var table = slots;
    var all = new ArrayList<OpenShard>();
    for (int at = 0; at < table.length(); at++) {
      if (table.getAcquire(at) instanceof OpenShard shard) {
        all.add(shard);
      }
    }
    return all;
  }

  private void put(OpenShard shard) {
    if (2 * (used + 1) > slots.length()) {
      rebuild();
    }
    var table = slots;
    int at = spread(shard.number()) & (table.length() - 1);
    while (table.getPlain(at) instanceof OpenShard) {
      at = (at + 1) & (table.length() - 1);
    }
    used += table.getPlain(at) == null ? 1 : 0;
    count++;
    table.setRelease(at, shard);
  }

  /** Makes a table without graves, with room for twice as many. */
  private void rebuild() {
    var table = new AtomicReferenceArray<@Nullable Object>(Integer.highestOneBit(count + 1) * 8);
    for (var shard : all()) {
      int at = spread(shard.number()) & (table.length() - 1);
      while (table.getPlain(at) != null) {
        at = (at + 1) & (table.length() - 1);
      }
      table.setPlain(at, shard);
    }
    used = count;
    slots = table;
  }

  /** Takes a shard out of the table; twice is once. */
  private void take(OpenShard shard) {
    var table = slots;
    int mask = table.length() - 1;
    for (int at = spread(shard.number()) & mask; table.getPlain(at) != null; at = (at + 1) & mask) {
      if (table.getPlain(at) == shard) {
        table.setRelease(at, GRAVE);
        count--;
        byKey.remove(shard.key(), shard);
        return;
      }
    }
  }

  private static int spread(int number) {
    int mixed = number * 0x9E3779B9;
    return mixed ^ (mixed >>> 16);
  }

  private static void close(OpenShard shard) {
    try {
      shard.close();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "shard " + shard.key() + ": could not be closed", e);
    }
  }
}
