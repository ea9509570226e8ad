package io.dagstore.core.ipld;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Blocks by CID, read only. Implementations are thread-safe, compare by multihash (codec and
 * version of the CID asked for do not matter) and answer identity CIDs from the CID itself.
 */
@FunctionalInterface
public interface Blockstore {
  /**
   * The block under {@code cid}, empty when it is not here.
   *
   * @throws IOException when reading fails or the bytes at rest are wrong
   */
  Optional<Block> get(Cid cid) throws IOException;

  /**
   * Many blocks; a store that is quicker at that than one after the other does it so. Each position
   * is answered once, in no order; the same CID may be asked for again. A block that {@link #get}
   * fails for ends the call; what was taken by then stands. An interrupt may end it too.
   *
   * @throws IOException when reading fails, the bytes at rest are wrong, or {@code found} throws it
   */
  default void getMany(List<Cid> cids, FoundBlocks found) throws IOException, InterruptedException {
    for (int i = 0; i < cids.size(); i++) {
      found.take(i, get(cids.get(i)));
    }
  }

  /**
   * Whether {@link #get} would find a block.
   *
   * @throws IOException when reading fails
   */
  default boolean has(Cid cid) throws IOException {
    return get(cid).isPresent();
  }

  /**
   * The number of bytes of the block, empty when it is not here.
   *
   * @throws IOException when reading fails
   */
  default OptionalLong size(Cid cid) throws IOException {
    Optional<Block> block = get(cid);
    return block.isPresent() ? OptionalLong.of(block.get().size()) : OptionalLong.empty();
  }
}
