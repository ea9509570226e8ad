package io.dagstore.core.api;

import io.dagstore.core.ipld.Block;
import java.io.IOException;
import java.util.Optional;

/** Takes what {@link DagStore#getMany} finds, on the thread that asks. */
@FunctionalInterface
public interface FoundBlocks {
  /**
   * Takes one answer.
   *
   * @param position of the CID among those that were asked for
   * @param block empty: no shard has it
   * @throws IOException when it cannot be kept; that ends the asking
   */
  void take(int position, Optional<Block> block) throws IOException;
}
