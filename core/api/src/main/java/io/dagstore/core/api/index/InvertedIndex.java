package io.dagstore.core.api.index;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The index over all shards: key → numbers of the shards that may hold it. Thread-safe; lookups
 * take no lock and see a shard either whole or not at all. Lookups that meet bytes which are not
 * what was written fail with {@code CorruptDataException}.
 *
 * <p>A change is seen by all when its call returns, and lasts beyond the process only after the
 * next {@link #flush}. Of changes that were not flushed, any may be there when the index is opened
 * again, each whole or not at all: who makes them keeps a note of them and makes them again.
 */
public interface InvertedIndex extends Closeable {
  /**
   * Takes in a whole shard in one atomic step. A shard that is there already is replaced.
   *
   * @param shard its number, 0 or more
   * @param sortedKeys ascending as unsigned numbers, each once
   */
  void add(int shard, LongCursor sortedKeys) throws IOException;

  /** Takes out a shard in one atomic step. Absent: does nothing. */
  void remove(int shard) throws IOException;

  /** Makes durable all changes whose calls returned before this one began. */
  void flush() throws IOException;

  /** Numbers of all shards that may hold the key, each once, ascending. */
  int[] find(long key) throws IOException;

  /**
   * Looks for many keys at once, which costs less than one after the other. All answers are of one
   * moment: a shard is seen by all keys or by none.
   *
   * @param keys in any order, one maybe several times; not changed, and not to be changed meanwhile
   * @param hits takes each shard that may hold a key, each once for a position; after a failure
   *     what it took counts for nothing
   */
  void find(long[] keys, Hits hits) throws IOException;

  /** One of the numbers that {@link #find} gives, or -1; makes no garbage. */
  int first(long key) throws IOException;

  /** Number of shards that were taken in; costs the same for any number of them. */
  long shardCount() throws IOException;

  /** Numbers of all shards that were taken in, each once. */
  IntStream shards() throws IOException;

  /**
   * Walks over all pairs of key and shard, each once, in no order. All are of one moment, however
   * long it takes; changes go on meanwhile.
   */
  void forEach(Pairs pairs) throws IOException;

  /** What it holds and how; costs little. */
  InvertedIndexStat stat() throws IOException;

  /**
   * Whether one that is open to be read sees by itself, and within a moment, what another process
   * changes: it then stays right however long it is open.
   */
  default boolean follows() throws IOException {
    return false;
  }

  /**
   * Reads all of it and compares its checksums; nothing where it has none.
   *
   * @throws io.dagstore.core.files.CorruptDataException if it is not what was written
   */
  default void verify() throws IOException {}

  /**
   * Names of what lies in its folder and does not count, such as what a killed process left: the
   * next opening to write clears it away.
   */
  default List<String> unowned() throws IOException {
    return List.of();
  }

  /** Lookups and changes then fail. Changes that were not flushed may be lost. */
  @Override
  void close() throws IOException;
}
