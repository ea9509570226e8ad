package io.dagstore.core.api;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Figures of a whole catalogue at one moment.
 *
 * @param shards number of shards in each state; a state without shards has no entry
 * @param openShards shards whose source and index are open
 * @param blocks sections in all indexed shards
 * @param bytes size of the CARs of all indexed shards
 * @param copiedBytes size of all local copies that the store keeps, room for those it makes
 *     included
 * @param copiedLimit most that this may be, 0: no limit
 */
public record StoreStat(
    Map<ShardState, Long> shards,
    int openShards,
    long blocks,
    long bytes,
    long copiedBytes,
    long copiedLimit) {
  /** Keeps its own copy of the map. */
  public StoreStat {
    var copy = new EnumMap<ShardState, Long>(ShardState.class);
    copy.putAll(shards);
    shards = Collections.unmodifiableMap(copy);
  }
}
