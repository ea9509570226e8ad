package io.dagstore.core.store;

import io.dagstore.core.api.ShardState;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts shards by scheme and state, their blocks, their bytes and those of their indices. The
 * counts lie among the facts of the records and change in the same step as the record; a shard on
 * its way out counts no more.
 */
final class Census {
  private static final String SHARDS = "shards ";
  private static final String BLOCKS = "blocks";
  private static final String BYTES = "bytes";
  private static final String INDEX_BYTES = "index-bytes";

  private final Map<String, String> facts;

  /**
   * What was counted.
   *
   * @param states of each scheme, how many shards are in a state
   * @param blocks sections in all shards
   * @param bytes size of all CARs
   * @param indexBytes size of all shard indices whose size was written down
   */
  record Counts(
      Map<String, Map<ShardState, Long>> states, long blocks, long bytes, long indexBytes) {
    /** How many shards both indices know. */
    long indexed() {
      return in(ShardState.AVAILABLE);
    }

    /** How many shards are in this state. */
    long in(ShardState state) {
      return states.values().stream().mapToLong(of -> of.getOrDefault(state, 0L)).sum();
    }
  }

  Census(Map<String, String> facts) {
    this.facts = facts;
  }

  /** The counts among these facts. */
  static Map<String, String> of(Map<String, String> facts) {
    var counts = new HashMap<String, String>();
    facts.forEach((name, count) -> {
      if (name.startsWith(SHARDS) || isSum(name)) {
        counts.put(name, count);
      }
    });
    return counts;
  }

  private static boolean isSum(String name) {
    return name.equals(BLOCKS) || name.equals(BYTES) || name.equals(INDEX_BYTES);
  }

  /** False in a file of before there were counts, until {@link #begin}. */
  boolean begun() {
    return facts.containsKey(BLOCKS);
  }

  /** Counts from nothing. */
  void begin() {
    facts.put(BLOCKS, "0");
    facts.put(BYTES, "0");
  }

  /** Counts a record that comes, changes or goes. */
  void change(@Nullable ShardRecord before, @Nullable ShardRecord after) {
    if (before != null && !before.destroying()) {
      count(before, -1);
    }
    if (after != null && !after.destroying()) {
      count(after, 1);
    }
  }

  private void count(ShardRecord shard, int sign) {
    add(SHARDS + shard.state().number() + " " + shard.scheme(), sign);
    if (shard.blocks() != 0) {
      add(BLOCKS, sign * shard.blocks());
    }
    if (shard.bytes() != 0) {
      add(BYTES, sign * shard.bytes());
    }
    if (shard.sizes().index() != 0) {
      add(INDEX_BYTES, sign * shard.sizes().index());
    }
  }

  private void add(String name, long change) {
    long now = number(name) + change;
    if (now == 0 && (name.startsWith(SHARDS) || name.equals(INDEX_BYTES))) {
      facts.remove(name);
    } else {
      facts.put(name, Long.toString(now));
    }
  }

  Counts read() {
    var states = new TreeMap<String, Map<ShardState, Long>>();
    facts.forEach((name, count) -> {
      if (name.startsWith(SHARDS)) {
        var parts = name.substring(SHARDS.length()).split(" ", 2);
        var state = ShardState.of(Integer.parseInt(parts[0])).orElse(ShardState.UNKNOWN);
        states
            .computeIfAbsent(parts[1], _ -> new EnumMap<>(ShardState.class))
            .put(state, Long.valueOf(count));
      }
    });
    return new Counts(states, number(BLOCKS), number(BYTES), number(INDEX_BYTES));
  }

  private long number(String name) {
    return Long.parseLong(facts.getOrDefault(name, "0"));
  }
}
