package io.dagstore.core.api.index;

import io.dagstore.core.api.ShardKey;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/**
 * Collects the entries of one shard index and writes it whole or not at all. For one thread. Memory
 * does not grow with the heap: what it holds is off-heap or on disk, except of a small index.
 *
 * <p>When all entries are added, whoever writes asks for {@link #small}, and calls {@link #commit}
 * where that is empty.
 */
public interface ShardIndexWriter extends Closeable {
  /**
   * Adds an entry; any order, any number with one key.
   *
   * @param key of the multihash, by {@link MultihashKey}
   * @param offset position in the CAR file of the section's body, that is of its CID; for a root
   *     that is no section: 0
   * @param length bytes of the body, CID and data; for a root that is no section: 0
   */
  void add(long key, long offset, int length) throws IOException;

  /**
   * The whole index where it is small enough to be kept beside the shard's record, for {@link
   * ShardIndexRepository#open(ShardKey, byte[])}; nothing of it is written then. The caller keeps
   * it as one step with the record. Empty: it is to be committed.
   */
  Optional<byte[]> small() throws IOException;

  /** Makes the index durable and visible. */
  void commit() throws IOException;

  /** Bytes of the index; as {@link #sortedKeys}, not before it is made. */
  long bytes();

  /**
   * The keys that were added, ascending as unsigned numbers, each once. Only between {@link
   * #commit}, or a {@link #small} that was there, and {@link #close}; may be asked for again.
   */
  LongCursor sortedKeys() throws IOException;

  /** Frees everything; without a {@link #commit} nothing is left of it. May be repeated. */
  @Override
  void close() throws IOException;
}
