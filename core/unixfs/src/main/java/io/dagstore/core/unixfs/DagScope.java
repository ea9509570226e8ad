package io.dagstore.core.unixfs;

/** How much of a DAG a walk visits below the end of its path. */
public enum DagScope {
  /** The last block of the path alone. */
  BLOCK,
  /**
   * A UnixFS file in full; a directory's own blocks, all its shards and none of its children; of
   * any other codec the block.
   */
  ENTITY,
  /** Everything that can be reached. */
  ALL
}
