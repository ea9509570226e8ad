package io.dagstore.core.store;

import static java.util.stream.Collectors.partitioningBy;

import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.mount.MountProvider;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The open shards by number. Looking one up takes no lock: the table is replaced whenever one comes
 * or goes. Beyond the bound the longest unread ones that nobody holds are let go, and are closed on
 * another thread.
 */
final class OpenShards {
  private static final Logger LOG = System.getLogger(OpenShards.class.getName());

  private final int bound;
  private final Executor executor;
  private volatile @Nullable OpenShard[] slots = new OpenShard[2];
  private volatile long openings;
  private final Map<ShardKey, OpenShard> byKey = new ConcurrentHashMap<>();

  OpenShards(int bound, Executor executor) {
    this.bound = bound;
    this.executor = executor;
  }

  @Nullable OpenShard get(int number) {
    var table = slots;
    int mask = table.length - 1;
    for (int at = spread(number) & mask; ; at = (at + 1) & mask) {
      var shard = table[at];
      if (shard == null) {
        return null;
      }
      if (shard.number() == number) {
        shard.touch(openings);
        return shard;
      }
    }
  }

  @Nullable OpenShard get(ShardKey key) {
    var shard = byKey.get(key);
    return shard == null ? null : get(shard.number());
  }

  /** Takes in a shard that was just opened. */
  void add(OpenShard shard) {
    List<OpenShard> victims;
    synchronized (this) {
      openings++;
      shard.touch(openings);
      var all = all();
      all.add(shard);
      victims = victims(all, shard);
      all.removeAll(victims);
      replace(all);
      byKey.put(shard.key(), shard);
      victims.forEach(victim -> byKey.remove(victim.key(), victim));
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

  /** Lets all shards of a provider go, held or not: it is gone. */
  void revoke(MountProvider provider) {
    List<OpenShard> gone;
    synchronized (this) {
      var sides =
          all().stream()
              .collect(partitioningBy(shard -> ShardMounts.same(shard.provider(), provider)));
      gone = sides.getOrDefault(true, List.of());
      if (!gone.isEmpty()) {
        replace(sides.getOrDefault(false, List.of()));
        gone.forEach(shard -> byKey.remove(shard.key(), shard));
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
      replace(List.of());
      byKey.clear();
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
      var all = all();
      all.remove(shard);
      replace(all);
      byKey.remove(shard.key(), shard);
    }
    letGo(shard);
  }

  private void letGo(OpenShard shard) {
    if (shard.shut()) {
      executor.execute(() -> close(shard));
    }
  }

  private List<OpenShard> victims(List<OpenShard> all, OpenShard newest) {
    if (all.size() <= bound) {
      return List.of();
    }
    var victims = new ArrayList<OpenShard>();
    var oldestFirst = new ArrayList<>(all);
    oldestFirst.sort(Comparator.comparingLong(OpenShard::touched));
    for (var shard : oldestFirst) {
      if (all.size() - victims.size() <= bound) {
        break;
      }
      if (shard != newest && shard.retire()) {
        victims.add(shard);
      }
    }
    return victims;
  }

  /** All that are open, each once. */
  List<OpenShard> all() {
    var all = new ArrayList<OpenShard>();
    for (var shard : slots) {
      if (shard != null) {
        all.add(shard);
      }
    }
    return all;
  }

  private void replace(List<OpenShard> shards) {
    int length = Math.max(2, Integer.highestOneBit(Math.max(1, shards.size())) << 2);
    var table = new OpenShard[length];
    for (var shard : shards) {
      int at = spread(shard.number()) & (length - 1);
      while (table[at] != null) {
        at = (at + 1) & (length - 1);
      }
      table[at] = shard;
    }
    slots = table;
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
