package io.dagstore.core.unixfs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.PbLink;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The entries of one directory, read as they are asked for: of a sharded one never more than one
 * shard per level is held. In the order of the blocks: by name in a basic directory, by hash in a
 * sharded one. For one thread; nothing to close.
 */
public final class UnixFsEntries {
  private final BlockLoader blocks;
  private final MissingBlocks missing;
  private final Iterator<PbLink> plain;
  private final Deque<Frame> stack = new ArrayDeque<>();

  private UnixFsEntries(BlockLoader blocks, MissingBlocks missing, List<PbLink> plain) {
    this.blocks = blocks;
    this.missing = missing;
    this.plain = plain.iterator();
  }

  static UnixFsEntries of(UnixFsNode directory, BlockLoader blocks, MissingBlocks missing)
      throws CorruptDagException {
    if (directory.type() == UnixFsType.DIRECTORY) {
      return new UnixFsEntries(blocks, missing, directory.links());
    }
    UnixFsEntries entries = new UnixFsEntries(blocks, missing, List.of());
    entries.stack.push(new Frame(HamtShard.of(directory), 0, 0));
    return entries;
  }

  private static final class Frame {
    private final HamtShard shard;
    private final int level;
    private final long prefix;
    private int next;

    Frame(HamtShard shard, int level, long prefix) {
      this.shard = shard;
      this.level = level;
      this.prefix = prefix;
    }

    /** The buckets that led to link {@code index}, as the top bits of a hash would have them. */
    long path(int index) {
      return prefix << shard.bits() | shard.bucketAt(index);
    }
  }

  /**
   * The next entry, empty at the end.
   *
   * @throws IOException {@link MissingBlockException} for an absent shard unless the policy says
   *     otherwise, {@link CorruptDagException} for a shard that is none or an entry in the wrong
   *     bucket
   */
  public Optional<UnixFsEntry> next() throws IOException {
    if (plain.hasNext()) {
      PbLink link = plain.next();
      return Optional.of(new UnixFsEntry(link.name(), link.hash(), link.tsize()));
    }
    while (!stack.isEmpty()) {
      Frame top = stack.element();
      if (top.next == top.shard.size()) {
        stack.pop();
      } else if (top.shard.isShard(top.next)) {
        descend(top, top.next++);
      } else {
        return Optional.of(entry(top, top.next++));
      }
    }
    return Optional.empty();
  }

  private void descend(Frame frame, int index) throws IOException {
    frame.shard.checkDepth(frame.level + 1);
    Optional<Block> block = blocks.find(frame.shard.link(index).hash());
    if (block.isEmpty()) {
      missing.missing(frame.shard.link(index).hash());
      return;
    }
    HamtShard child = frame.shard.child(block.get());
    stack.push(new Frame(child, frame.level + 1, frame.path(index)));
  }

  // The check keeps an entry where a lookup would find it, and ends a DAG that
  // repeats one shard in every bucket.
  private static UnixFsEntry entry(Frame frame, int index) throws CorruptDagException {
    byte[] name = frame.shard.entryName(index);
    int used = (frame.level + 1) * frame.shard.bits();
    if (Murmur3.hash(name) >>> (Long.SIZE - used) != frame.path(index)) {
      throw new CorruptDagException(
          frame.shard.cid(), "HAMT entry " + new String(name, UTF_8) + " is in the wrong bucket");
    }
    PbLink link = frame.shard.link(index);
    return new UnixFsEntry(new String(name, UTF_8), link.hash(), link.tsize());
  }
}
