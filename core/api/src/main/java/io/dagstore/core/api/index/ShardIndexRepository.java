package io.dagstore.core.api.index;

import io.dagstore.core.api.Collected;
import io.dagstore.core.api.ShardKey;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The shard indices of a store, by shard key. Thread-safe for different keys. */
public interface ShardIndexRepository extends Closeable {
  /**
   * Begins the index of a shard. Nothing can be seen of it until {@link ShardIndexWriter#commit},
   * which also replaces an index that is there. Whoever creates it closes it.
   */
  ShardIndexWriter create(ShardKey key) throws IOException;

  /**
   * Opens the index of a shard, in a time that does not grow with its size. Whoever opens it closes
   * it. Empty where there is none.
   *
   * @throws io.dagstore.core.files.CorruptDataException if it is there and not sound
   */
  Optional<ShardIndex> open(ShardKey key) throws IOException;

  /**
   * Opens a small index from its bytes, which {@link ShardIndexWriter#small} gave and which are
   * checked as a whole.
   *
   * @param small not copied, and not changed by anybody
   * @throws io.dagstore.core.files.CorruptDataException if they are not sound
   */
  ShardIndex open(ShardKey key, byte[] small) throws IOException;

  /** Removes the index of a shard, also what a killed writer left of it; false: nothing there. */
  boolean drop(ShardKey key) throws IOException;

  /**
   * Removes the indices whose shard nobody owns, and what killed writers left. An index of a shard
   * that comes while this runs stays.
   *
   * @return what was removed or could not be; empty: nothing was there to collect
   */
  List<Collected> collect(ShardOwner owner) throws IOException;

  /** Names of what {@link #collect} would remove now; removes nothing and may be read-only. */
  List<String> unowned(ShardOwner owner) throws IOException;

  @Override
  void close() throws IOException;
}
