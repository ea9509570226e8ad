package io.dagstore.core.unixfs;

import java.io.IOException;
import java.util.concurrent.Callable;

/** Where the chunks of one file come from. There is at least one, maybe empty. */
interface ChunkFeed {

  /** Whether another chunk follows. */
  boolean hasNext();

  /** The work that makes the next chunk a leaf in {@code slot}; any thread may do it. */
  Callable<Leaf> next(ChunkSlot slot) throws IOException;
}
