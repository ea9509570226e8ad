package io.dagstore.core.unixfs;

import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.Multicodec;
import io.dagstore.core.ipld.PbLink;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One UnixFS file, or a range of it, or the blocks of one directory. */
final class EntityWalk {
  private final WalkState state;
  private final ByteRange range;
  // Inner nodes below which every block was visited; at the edges of a range they may come again.
  private final Set<Cid> complete = new HashSet<>();

  EntityWalk(WalkState state, ByteRange range) {
    this.state = state;
    this.range = range;
  }

  void walk(Cid top) throws IOException {
    Optional<Block> block = state.visit(top);
    if (block.isEmpty() || !UnixFsNode.isDagPb(top)) {
      return;
    }
    Optional<UnixFsNode> node = UnixFsNode.find(block.get());
    if (node.isPresent() && node.get().type().isFile()) {
      walkFile(FilePart.of(node.get()));
    } else if (node.isPresent() && node.get().type() == UnixFsType.HAMT_SHARD) {
      walkShards(HamtShard.of(node.get()));
    }
  }

  private final class FileFrame {
    private final FilePart part;
    private final List<Cid> children;
    private int next;
    private long nextStart;

    FileFrame(FilePart part, long start) {
      this.part = part;
      this.children = part.links().stream().map(PbLink::hash).toList();
      this.nextStart = start + part.data().length();
    }

    /** A child and those behind it; of a range only the child itself is sure to be wanted. */
    private List<Cid> coming(int index) {
      return children.subList(index, range.equals(ByteRange.ALL) ? children.size() : index + 1);
    }
  }

  private void walkFile(FilePart top) throws IOException {
    long from = range.start(top.size());
    long to = range.end(top.size());
    if (from >= to) {
      return;
    }
    Deque<FileFrame> stack = new ArrayDeque<>();
    push(stack, top, 0);
    while (!stack.isEmpty()) {
      FileFrame frame = stack.element();
      if (frame.next == frame.part.sizes().length) {
        stack.pop();
        continue;
      }
      int index = frame.next++;
      long start = frame.nextStart;
      frame.nextStart += frame.part.sizes()[index];
      if (isWanted(frame.children.get(index), start, frame.nextStart, from, to)) {
        descend(stack, frame, index, start);
      }
    }
  }

  private boolean isWanted(Cid child, long start, long end, long from, long to) {
    boolean touches = start == end ? start >= from && start <= to : start < to && end > from;
    if (!touches || (child.codec() == Multicodec.RAW && state.hasSeen(child))) {
      return false;
    }
    boolean whole = start >= from && end <= to;
    return !whole || complete.add(child);
  }

  private void descend(Deque<FileFrame> stack, FileFrame parent, int index, long start)
      throws IOException {
    Optional<Block> block = state.visit(parent.coming(index), stack.size());
    if (block.isPresent()) {
      push(stack, parent.part.child(index, block.get()), start);
    }
  }

  private void push(Deque<FileFrame> stack, FilePart part, long start) throws IOException {
    if (stack.size() >= FilePart.MAX_DEPTH) {
      throw new CorruptDagException(part.cid(), "file nests deeper than " + FilePart.MAX_DEPTH);
    }
    state.follow(part.cid(), stack.size(), part.sizes().length);
    if (part.sizes().length > 0) {
      stack.push(new FileFrame(part, start));
    }
  }

  private static final class ShardFrame {
    private final HamtShard shard;
    private int next;

    ShardFrame(HamtShard shard) {
      this.shard = shard;
    }
  }

  private void walkShards(HamtShard top) throws IOException {
    Deque<ShardFrame> stack = new ArrayDeque<>();
    stack.push(new ShardFrame(top));
    while (!stack.isEmpty()) {
      ShardFrame frame = stack.element();
      if (frame.next == frame.shard.size()) {
        stack.pop();
        continue;
      }
      int index = frame.next++;
      Cid child = frame.shard.link(index).hash();
      if (frame.shard.isShard(index) && !state.hasSeen(child)) {
        frame.shard.checkDepth(stack.size());
        state.follow(frame.shard.cid(), stack.size() - 1, 1);
        Optional<Block> block = state.visit(child);
        if (block.isPresent()) {
          stack.push(new ShardFrame(frame.shard.child(block.get())));
        }
      }
    }
  }
}
