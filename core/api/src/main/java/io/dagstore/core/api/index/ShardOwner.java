package io.dagstore.core.api.index;

import io.dagstore.core.api.ShardKey;
import java.io.IOException;
import java.util.function.Consumer;

/** Knows which shards there are. */
public interface ShardOwner {
  /** Tells whether there is a shard of this key now. */
  boolean owns(ShardKey key) throws IOException;

  /** Hands on the keys of all shards, which may be many, in no order. */
  void forEach(Consumer<ShardKey> reader) throws IOException;
}
