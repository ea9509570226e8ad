package io.dagstore.core.unixfs;

import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.Blockstore;
import io.dagstore.core.ipld.Cid;
import java.io.IOException;
import java.util.Optional;

/** Blocks of a store, with identity CIDs answered whatever the store does about them. */
record BlockLoader(Blockstore store) {

  Optional<Block> find(Cid cid) throws IOException {
    return cid.isIdentity()
        ? Optional.of(new Block(cid, cid.multihash().digest()))
        : store.get(cid);
  }

  Block require(Cid cid) throws IOException {
    Optional<Block> block = find(cid);
    if (block.isEmpty()) {
      throw new MissingBlockException(cid);
    }
    return block.get();
  }
}
