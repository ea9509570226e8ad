package io.dagstore.index.segments;

import java.util.Arrays;

/** Collects shards: their places in a segment and their numbers. */
final class Hits {
  private int[] places = new int[4];
  private int[] shards = new int[4];
  private int size;

  void add(int place, int shard) {
    if (size == shards.length) {
      places = Arrays.copyOf(places, 2 * size);
      shards = Arrays.copyOf(shards, 2 * size);
    }
    places[size] = place;
    shards[size++] = shard;
  }

  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  int place(int index) {
    return places[index];
  }

  int[] shards() {
    return Arrays.copyOf(shards, size);
  }
}
