package io.dagstore.core.ipld;

import java.io.IOException;

/** A taker of blocks, such as a CAR file being written. Called by one thread at a time. */
@FunctionalInterface
public interface BlockSink {
  /**
   * Takes one block.
   *
   * @throws IOException when it cannot be kept
   */
  void put(Block block) throws IOException;
}
