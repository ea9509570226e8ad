package io.dagstore.index.segments;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Shard numbers, ascending, each once. Immutable. */
final class ShardSet {
  static final ShardSet NONE = new ShardSet(new int[0]);

  private final int[] ascending;

  private ShardSet(int[] ascending) {
    this.ascending = ascending;
  }

  static ShardSet of(IntStream shards) {
    int[] ascending = shards.sorted().distinct().toArray();
    return ascending.length == 0 ? NONE : new ShardSet(ascending);
  }

  boolean contains(int shard) {
    return ascending.length > 0 && Arrays.binarySearch(ascending, shard) >= 0;
  }

  /** Returns how many smaller ones there are; it must be among them. */
  int rank(int shard) {
    return Arrays.binarySearch(ascending, shard);
  }

  /** Returns the one before which there are so many. */
  int at(int rank) {
    return ascending[rank];
  }

  ShardSet with(int shard) {
    return of(IntStream.concat(stream(), IntStream.of(shard)));
  }

  /** Returns those that are not in {@code others}. */
  ShardSet without(ShardSet others) {
    return others.isEmpty() ? this : of(stream().filter(shard -> !others.contains(shard)));
  }

  IntStream stream() {
    return Arrays.stream(ascending);
  }

  int size() {
    return ascending.length;
  }

  boolean isEmpty() {
    return ascending.length == 0;
  }

  /** Returns the largest, 0 where there is none. */
  int last() {
    return isEmpty() ? 0 : ascending[ascending.length - 1];
  }
}
