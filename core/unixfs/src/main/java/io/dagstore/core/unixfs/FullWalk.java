package io.dagstore.core.unixfs;

import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.Codec;
import io.dagstore.core.ipld.Codecs;
import io.dagstore.core.ipld.Multicodec;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Everything below a block, whatever its codec. */
final class FullWalk {
  private final WalkState state;
  private final Deque<Level> stack = new ArrayDeque<>();

  FullWalk(WalkState state) {
    this.state = state;
  }

  private static final class Level {
    private final List<Cid> siblings;
    private int next;

    Level(List<Cid> siblings) {
      this.siblings = siblings;
    }
  }

  void walk(Cid top) throws IOException {
    enter(List.of(top));
    while (!stack.isEmpty()) {
      Level level = stack.element();
      if (level.next == level.siblings.size()) {
        stack.pop();
        continue;
      }
      int next = level.next++;
      if (!state.hasSeen(level.siblings.get(next))) {
        enter(level.siblings.subList(next, level.siblings.size()));
      }
    }
  }

  private void enter(List<Cid> coming) throws IOException {
    Cid cid = coming.getFirst();
    Optional<Block> block = state.visit(coming, stack.size());
    if (block.isPresent() && cid.codec() != Multicodec.RAW) {
      List<Cid> links = links(block.get());
      state.follow(cid, stack.size(), links.size());
      if (!links.isEmpty()) {
        stack.push(new Level(links));
      }
    }
  }

  private List<Cid> links(Block block) throws CorruptDagException {
    Optional<Codec> codec = Codecs.of(block.cid().codec());
    if (codec.isEmpty()) {
      state.countOpaque();
      return List.of();
    }
    List<Cid> links = new ArrayList<>();
    try {
      codec.get().links(block.data(), links::add);
    } catch (IllegalArgumentException e) {
      throw new CorruptDagException(block.cid(), e);
    }
    return links;
  }
}
