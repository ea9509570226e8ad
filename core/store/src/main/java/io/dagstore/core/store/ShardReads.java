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
  private final Healing healing;
  private final VerifyPolicy policy;

  ShardReads(BlockReader reader, OpenShards open, Healing healing, VerifyPolicy policy) {
    this.reader = reader;
    this.open = open;
    this.healing = healing;
    this.policy = policy;
  }

  Optional<Block> get(OpenShard shard, Cid cid) throws IOException {
    if (cid.isIdentity()) {
      return Optional.of(new Block(cid, cid.multihash().digest()));
    }
    long key = reader.key(cid);
    return Optional.ofNullable(healed(shard, () -> reader.read(shard, cid, key, policy)));
  }

  OptionalLong size(OpenShard shard, Cid cid) throws IOException {
    if (cid.isIdentity()) {
      return OptionalLong.of(cid.multihash().digestLength());
    }
    int size = healed(shard, () -> reader.size(shard, cid, reader.key(cid)));
    return size < 0 ? OptionalLong.empty() : OptionalLong.of(size);
  }

  private <T extends @Nullable Object> T healed(OpenShard shard, Healing.Look<T> look)
      throws IOException {
    return inside(shard, () -> healing.look(shard, look));
  }

  /** Runs the look while the shard cannot be closed. */
  <T extends @Nullable Object> T inside(OpenShard shard, Healing.Look<T> look) throws IOException {
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
