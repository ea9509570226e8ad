package io.dagstore.core.api.index;

/** Takes what {@link InvertedIndex#find(long[], Hits)} finds, on one thread at a time. */
@FunctionalInterface
public interface Hits {
  /**
   * Takes one shard that may hold a key. Those of one position come in ascending order, though
   * others may come between.
   *
   * @param position of the key among those that were asked for
   * @param shard its number
   */
  void hit(int position, int shard);
}
