package io.dagstore.core.api.index;

import java.io.Closeable;
import java.io.IOException;
import java.util.stream.IntStream;

/**
 * The index over all shards: key → numbers of the shards that may hold it. Thread-safe; lookups
 * take no lock and see a shard either whole or not at all. Lookups that meet bytes which are not
 * what was written fail with {@code CorruptDataException}.
 */
public interface InvertedIndex extends Closeable {
  /**
   * Takes in a whole shard in one atomic step; durable when it returns. A shard that is there
   * already is replaced.
   *
   * @param shard its number, 0 or more
   * @param sortedKeys ascending as unsigned numbers, each once
   */
  void add(int shard, LongCursor sortedKeys) throws IOException;

  /** Takes out a shard in one atomic step; durable when it returns. Absent: does nothing. */
  void remove(int shard) throws IOException;

  /** Numbers of all shards that may hold the key, each once, in no order. */
  int[] find(long key) throws IOException;

  /** One of the numbers that {@link #find} gives, or -1; makes no garbage. */
  int first(long key) throws IOException;

  /** Numbers of all shards that were taken in, each once. */
  IntStream shards() throws IOException;

  @Override
  void close() throws IOException;
}
