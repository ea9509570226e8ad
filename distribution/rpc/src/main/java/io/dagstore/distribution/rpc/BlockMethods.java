package io.dagstore.distribution.rpc;

import static io.dagstore.distribution.rpc.Method.named;
import static io.dagstore.distribution.rpc.Permission.ADMIN;
import static io.dagstore.distribution.rpc.Permission.READ;

import io.dagstore.core.api.Catalogue;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.Cid;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Methods that begin with a CID. */
final class BlockMethods {
  private static final String CID = "cid";

  private final Catalogue store;

  BlockMethods(Catalogue store) {
    this.store = store;
  }

  List<Method> methods() {
    return List.of(
        named("DagstoreLookupPieces", ADMIN, "Shards that hold a block of this hash, sorted.")
            .with(CID, Cid.class)
            .gives(WireShard[].class, a -> lookup(a.get(0, Cid.class))),
        named("DagstoreFind", READ, "Keys of the shards that hold a block of this hash, sorted.")
            .with(CID, Cid.class)
            .gives(ShardKey[].class, a -> find(a.get(0, Cid.class))),
        named("DagstoreExplain", READ, "Why the block is served or not, step by step.")
            .with(CID, Cid.class)
            .gives(
                WireExplanation.class, a -> WireExplanation.of(store.explain(a.get(0, Cid.class)))),
        named("DagstoreGetBlock", READ, "The block's bytes in base64, null where it is not here.")
            .with(CID, Cid.class)
            .gives(
                Types.optional(byte[].class), a -> store.get(a.get(0, Cid.class)).map(Block::data)),
        named("DagstoreHasBlock", READ, "Whether the block is here.")
            .with(CID, Cid.class)
            .gives(boolean.class, a -> store.has(a.get(0, Cid.class))),
        named("DagstoreBlockSize", READ, "Bytes of the block, null where it is not here.")
            .with(CID, Cid.class)
            .gives(Types.optional(Long.class), a -> size(a.get(0, Cid.class))));
  }

  private List<ShardKey> find(Cid cid) throws IOException {
    return store.find(cid).stream().sorted().toList();
  }

  private List<WireShard> lookup(Cid cid) throws IOException {
    var shards = new ArrayList<WireShard>();
    for (var key : find(cid)) {
      store.info(key).map(WireShard::of).ifPresent(shards::add);
    }
    return shards;
  }

  private Optional<Long> size(Cid cid) throws IOException {
    var size = store.size(cid);
    return size.isPresent() ? Optional.of(size.getAsLong()) : Optional.empty();
  }
}
