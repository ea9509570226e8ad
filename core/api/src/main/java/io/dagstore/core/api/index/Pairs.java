package io.dagstore.core.api.index;

import java.io.IOException;

/** Takes the pairs of an {@link InvertedIndex}, on one thread at a time. */
@FunctionalInterface
public interface Pairs {
  /**
   * Takes one pair.
   *
   * @param key as far as the index keeps it: its {@value MultihashKey#KEY_BITS} highest bits at
   *     least, 0 where it keeps no more
   * @param shard its number
   * @throws IOException ends the walk and comes out of it
   */
  void pair(long key, int shard) throws IOException;
}
