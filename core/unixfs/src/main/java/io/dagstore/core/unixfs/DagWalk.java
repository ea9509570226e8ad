package io.dagstore.core.unixfs;

import io.dagstore.core.ipld.BlockSink;
import io.dagstore.core.ipld.Blockstore;
import io.dagstore.core.ipld.Cid;
import java.io.IOException;

/**
 * Visits the blocks of a DAG: first those of a path, then what the scope says, depth first, parents
 * before children, links in order, each CID once. Identity CIDs are followed but never handed out.
 * Holds the set of CIDs seen and one list of links per level, never the DAG. Thread-safe when the
 * blockstore is.
 */
public final class DagWalk {
  private final BlockLoader blocks;
  private final WalkOptions options;

  /** A walk over {@code store}. */
  public DagWalk(Blockstore store, WalkOptions options) {
    this.blocks = new BlockLoader(store);
    this.options = options;
  }

  /**
   * Hands each block to {@code visitor} as soon as it is read.
   *
   * @throws PathAbsentException when the path leads nowhere
   * @throws MissingBlockException when a block is absent and the policy does not let it pass; on
   *     the path always
   * @throws CorruptDagException when links cannot be read or a limit is passed
   * @throws java.io.InterruptedIOException when the thread is interrupted
   */
  public WalkSummary walk(Cid root, BlockSink visitor) throws IOException {
    WalkState state = new WalkState(blocks, options, visitor);
    Cid terminal = new PathResolver(blocks, root, options.path(), state::onPath).resolve().cid();
    switch (options.scope()) {
      case BLOCK -> state.visit(terminal);
      case ENTITY -> new EntityWalk(state, options.range()).walk(terminal);
      case ALL -> new FullWalk(state).walk(terminal);
    }
    return state.summary(terminal);
  }
}
