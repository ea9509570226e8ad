package io.dagstore.core.unixfs;

import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.Blockstore;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.FoundBlocks;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Blocks of a store, with identity CIDs answered whatever the store does about them. */
record BlockLoader(Blockstore store) {

  /**
   * The block under {@code cid}, which is its CID too: stores compare by multihash alone, and it is
   * the link's codec that says what the bytes are.
   */
  Optional<Block> find(Cid cid) throws IOException {
    if (cid.isIdentity()) {
      return Optional.of(new Block(cid, cid.multihash().digest()));
    }
    return store.get(cid).map(block -> under(cid, block));
  }

  /** As {@link #find}, for each of them. */
  void findMany(List<Cid> cids, FoundBlocks found) throws IOException, InterruptedException {
    store.getMany(cids, (i, block) -> found.take(i, block.map(there -> under(cids.get(i), there))));
  }

  private static Block under(Cid cid, Block block) {
    return block.cid().equals(cid) ? block : new Block(cid, block.data());
  }

  Block require(Cid cid) throws IOException {
    Optional<Block> block = find(cid);
    if (block.isEmpty()) {
      throw new MissingBlockException(cid);
    }
    return block.get();
  }
}
