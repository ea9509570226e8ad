package io.dagstore.core.ipld;

import java.io.IOException;
import java.util.Optional;

/** Takes what {@link Blockstore#getMany} finds, on the thread that asks. */
@FunctionalInterface
public interface FoundBlocks {
  /**
   * Takes one answer.
   *
   * @param position of the CID among those that were asked for
   * @param block empty: it is not there
   * @throws IOException when it cannot be kept; that ends the asking
   */
  void take(int position, Optional<Block> block) throws IOException;
}
