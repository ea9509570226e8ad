package io.dagstore.distribution.rpc;

import io.dagstore.core.api.ShardState;
import io.dagstore.core.api.StoreStat;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** Figures of a store; states without shards have no entry. */
record WireStat(
    Map<String, Long> shards,
    int openShards,
    long blocks,
    long bytes,
    long copiedBytes,
    long copiedLimit) {
  static WireStat of(StoreStat stat) {
    var named = new TreeMap<String, Long>();
    stat.shards().forEach((state, count) -> named.put(StateName.of(state), count));
    return new WireStat(
        named,
        stat.openShards(),
        stat.blocks(),
        stat.bytes(),
        stat.copiedBytes(),
        stat.copiedLimit());
  }

  /** States that a newer node may know count as unknown. */
  StoreStat stat() {
    var counts = new EnumMap<ShardState, Long>(ShardState.class);
    shards.forEach((name, count) ->
        counts.merge(StateName.parse(name).orElse(ShardState.UNKNOWN), count, Long::sum));
    return new StoreStat(counts, openShards, blocks, bytes, copiedBytes, copiedLimit);
  }
}
