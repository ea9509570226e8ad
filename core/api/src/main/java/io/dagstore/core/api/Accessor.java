package io.dagstore.core.api;

import io.dagstore.core.files.Source;
import io.dagstore.core.ipld.Blockstore;
import io.dagstore.core.ipld.Cid;
import java.util.List;

/**
 * A lease on an open shard: while it is held, the shard is not closed and not destroyed. All
 * accessors of a shard share one open source and one index. Thread-safe. Whoever acquired it closes
 * it; closing again does nothing; a read after closing fails with an {@code IOException}.
 */
public interface Accessor extends AutoCloseable {
  /** The shard. */
  ShardKey key();

  /** The root CIDs in the CAR's header, in its order. */
  List<Cid> roots();

  /** The blocks of this shard alone, checked by the store's policy. */
  Blockstore blockstore();

  /** The bytes of the CAR file. Closing it does nothing; closing the accessor ends it. */
  Source source();

  @Override
  void close();
}
