package io.dagstore.core.unixfs;

import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.BlockSink;
import io.dagstore.core.ipld.Cid;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What one walk has seen and how much it may still do. */
final class WalkState {
  private final ReadAhead blocks;
  private final WalkOptions options;
  private final BlockSink visitor;
  private final Set<Cid> path = new HashSet<>();
  private final Set<Cid> seen = new HashSet<>();
  private long handed;
  private long bytes;
  private long missing;
  private long opaque;
  private long links;

  WalkState(BlockLoader blocks, WalkOptions options, BlockSink visitor) {
    this.blocks = new ReadAhead(blocks, seen, options.readAhead());
    this.options = options;
    this.visitor = visitor;
  }

  /** Hands out a block that leads to the end of the path. */
  void onPath(Block block) throws IOException {
    if (path.add(block.cid())) {
      hand(block);
    }
  }

  private void hand(Block block) throws IOException {
    if (!block.cid().isIdentity()) {
      visitor.put(block);
      handed++;
      bytes += block.size();
    }
  }

  boolean hasSeen(Cid cid) {
    return seen.contains(cid);
  }

  /** Reads a block and hands it out when it is new; empty when it is absent and may be. */
  Optional<Block> visit(Cid cid) throws IOException {
    return visit(List.of(cid), 0);
  }

  /** As {@link #visit(Cid)}, the first of blocks that will all be visited, {@code depth} deep. */
  Optional<Block> visit(List<Cid> coming, int depth) throws IOException {
    Cid cid = coming.getFirst();
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("walk interrupted at " + cid);
    }
    boolean isNew = seen.add(cid);
    Optional<Block> block = blocks.first(coming, depth);
    if (block.isEmpty()) {
      if (isNew) {
        options.missing().missing(cid);
        missing++;
      }
    } else if (isNew && !path.contains(cid)) {
      hand(block.get());
    }
    return block;
  }

  /** Counts links about to be followed from a block that lies {@code depth} links deep. */
  void follow(Cid from, int depth, int count) throws CorruptDagException {
    if (count > 0 && depth >= options.maxDepth()) {
      throw new CorruptDagException(from, "DAG is deeper than " + options.maxDepth() + " links");
    }
    links += count;
    if (links > options.maxLinks()) {
      throw new CorruptDagException(from, "DAG has more than " + options.maxLinks() + " links");
    }
  }

  void countOpaque() {
    opaque++;
  }

  WalkSummary summary(Cid terminal) {
    return new WalkSummary(terminal, handed, bytes, missing, opaque);
  }
}
