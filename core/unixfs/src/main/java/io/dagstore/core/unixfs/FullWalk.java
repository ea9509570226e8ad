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
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Everything below a block, whatever its codec. */
final class FullWalk {
  private final WalkState state;
  private final Deque<Iterator<Cid>> stack = new ArrayDeque<>();

  FullWalk(WalkState state) {
    this.state = state;
  }

  void walk(Cid top) throws IOException {
    enter(top);
    while (!stack.isEmpty()) {
      Iterator<Cid> siblings = stack.element();
      if (!siblings.hasNext()) {
        stack.pop();
      } else {
        Cid next = siblings.next();
        if (!state.hasSeen(next)) {
          enter(next);
        }
      }
    }
  }

  private void enter(Cid cid) throws IOException {
    Optional<Block> block = state.visit(cid);
    if (block.isPresent() && cid.codec() != Multicodec.RAW) {
      List<Cid> links = links(block.get());
      state.follow(cid, stack.size(), links.size());
      if (!links.isEmpty()) {
        stack.push(links.iterator());
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
