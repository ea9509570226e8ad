package io.dagstore.core.unixfs;

import io.dagstore.core.ipld.Block;

/**
 * A finished leaf of a file.
 *
 * @param block the block; its bytes may be lent by a {@link ChunkSlot}
 * @param content bytes of the file in it
 */
record Leaf(Block block, int content) {
  UnixFsLink link() {
    return new UnixFsLink(block.cid(), block.size());
  }
}
