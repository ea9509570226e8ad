package io.dagstore.core.store;

import io.dagstore.core.api.VerifyPolicy;
import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.Cid;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads within one shard for the holder of an accessor. */
final class ShardReads {
  private final BlockReader reader;
  private final OpenShards open;
  private final VerifyPolicy policy;

  ShardReads(BlockReader reader, OpenShards open, VerifyPolicy policy) {
    this.reader = reader;
    this.open = open;
    this.policy = policy;
  }

  Optional<Block> get(OpenShard shard, Cid cid) throws IOException {
    if (cid.isIdentity()) {
      return Optional.of(new Block(cid, cid.multihash().digest()));
    }
    long key = reader.key(cid);
    return Optional.ofNullable(inside(shard, () -> reader.read(shard, cid, key, policy)));
  }

  OptionalLong size(OpenShard shard, Cid cid) throws IOException {
    if (cid.isIdentity()) {
      return OptionalLong.of(cid.multihash().digestLength());
    }
    int size = inside(shard, () -> reader.size(shard, cid, reader.key(cid)));
    return size < 0 ? OptionalLong.empty() : OptionalLong.of(size);
  }

  /** A look at an open shard. */
  @FunctionalInterface
  interface Look<T extends @Nullable Object> {
    T run() throws IOException;
  }

  /** Runs the look while the shard cannot be closed. */
  <T extends @Nullable Object> T inside(OpenShard shard, Look<T> look) throws IOException {
    int entered = shard.enter();
    try {
      if (entered < 0) {
        throw shard.ended(null);
      }
      return look.run();
    } catch (IOException e) {
      throw shard.ended(e);
    } finally {
      open.leave(shard, entered);
    }
  }
}
