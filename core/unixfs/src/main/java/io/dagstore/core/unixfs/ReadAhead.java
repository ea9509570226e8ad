package io.dagstore.core.unixfs;

import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.Cid;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads blocks before their turn, many at once: the siblings that come after the block at hand, as
 * many as fit if they are as large as those before them on their level. Each level takes half of
 * the room that is left, so that one far down finds some too. What does not come this way, because
 * it does not fit after all or cannot be read, is read in its turn, and fails there.
 */
final class ReadAhead {
  /** How far it looks. */
  private static final int MOST_BLOCKS = 1024;

  /** Levels that are told apart; those below are taken together. */
  private static final int LEVELS = 32;

  /** With each block that is smaller, the largest size of a level loses one part of so many. */
  private static final int FADING = 8;

  /** What a block that waits takes beside its bytes, about. */
  private static final long OVERHEAD = 256;

  private final BlockLoader blocks;
  private final Set<Cid> seen;
  private final long most;
  private final Map<Cid, Optional<Block>> waiting = new HashMap<>();
  private final long[] sizes = new long[LEVELS];
  private long held;

  /**
   * Reads for a walk.
   *
   * @param seen blocks whose turn came
   * @param most bytes that wait for their turn; 0: nothing is read ahead
   */
  ReadAhead(BlockLoader blocks, Set<Cid> seen, long most) {
    this.blocks = blocks;
    this.seen = seen;
    this.most = most;
  }

  /** The first of blocks that come one after the other on a level. */
  Optional<Block> first(List<Cid> coming, int depth) throws IOException {
    Cid cid = coming.getFirst();
    int level = Math.min(depth, LEVELS - 1);
    if (!waiting.containsKey(cid)) {
      fetch(coming, (most - held) / 2, sizes[level]);
    }
    Optional<Block> ready = waiting.remove(cid);
    held -= ready == null ? 0 : size(ready);
    Optional<Block> block = ready == null ? blocks.find(cid) : ready;
    sizes[level] = Math.max(size(block), sizes[level] - sizes[level] / FADING);
    return block;
  }

  private static long size(Optional<Block> block) {
    return OVERHEAD + block.map(Block::size).orElse(0);
  }

  private void fetch(List<Cid> coming, long room, long each) throws InterruptedIOException {
    if (each == 0 || room / each < 2 || coming.size() < 2) {
      return;
    }
    List<Cid> wanted = wanted(coming, room / each);
    long limit = held + room;
    try {
      blocks.findMany(wanted, (i, block) -> keep(wanted.get(i), block, limit));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("walk interrupted at " + wanted.getFirst());
    } catch (IOException | RuntimeException e) {
      // Each block that is not here is read in its turn, which tells of it.
    }
  }

  private List<Cid> wanted(List<Cid> coming, long most) {
    Set<Cid> wanted = new LinkedHashSet<>(coming.subList(0, 1));
    for (Cid cid : coming.subList(1, Math.min(coming.size(), MOST_BLOCKS))) {
      if (wanted.size() < most && !seen.contains(cid) && !waiting.containsKey(cid)) {
        wanted.add(cid);
      }
    }
    return List.copyOf(wanted);
  }

  private void keep(Cid cid, Optional<Block> block, long limit) throws IOException {
    if (held + size(block) > limit) {
      throw new IOException("no room for " + cid);
    }
    held += size(block);
    waiting.put(cid, block);
  }
}
