package io.dagstore.distribution.rpc;

import io.dagstore.core.api.ShardInfo;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardState;
import java.net.URI;
import java.util.Optional;

/** A shard as Lotus shows it (key, state, error), and what we know beside. */
record WireShard(
    ShardKey key,
    ShardState state,
    String error,
    URI mount,
    boolean lazy,
    long blocks,
    long bytes) {

  static WireShard of(ShardInfo info) {
    return new WireShard(
        info.key(),
        info.state(),
        info.error().orElse(""),
        info.mount(),
        info.lazy(),
        info.blocks(),
        info.bytes());
  }

  ShardInfo info() {
    var why = error.isEmpty() ? Optional.<String>empty() : Optional.of(error);
    return new ShardInfo(key, state, mount, lazy, blocks, bytes, why);
  }
}
