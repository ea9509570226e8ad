package io.dagstore.core.unixfs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.BlockSink;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.Codec;
import io.dagstore.core.ipld.Codecs;
import io.dagstore.core.ipld.Multicodec;
import io.dagstore.core.ipld.Node;
import io.dagstore.core.ipld.PbLink;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Walks one path from a root; every block it reads is shown to a visitor. */
final class PathResolver {
  private final BlockLoader blocks;
  private final Cid root;
  private final String path;
  private final BlockSink visitor;
  private Cid cid;
  private @Nullable Node within;

  PathResolver(BlockLoader blocks, Cid root, String path, BlockSink visitor) {
    this.blocks = blocks;
    this.root = root;
    this.path = path;
    this.visitor = visitor;
    this.cid = root;
  }

  static List<String> segments(String path) {
    return Arrays.stream(path.split("/")).filter(segment -> !segment.isEmpty()).toList();
  }

  Resolved resolve() throws IOException {
    List<String> segments = segments(path);
    for (String segment : segments) {
      step(segment);
    }
    String name = segments.isEmpty() ? root.toString() : segments.getLast();
    return new Resolved(cid, name, Optional.ofNullable(within));
  }

  private void step(String segment) throws IOException {
    if (within != null) {
      enter(value(within, segment));
      return;
    }
    Block block = blocks.require(cid);
    visitor.put(block);
    if (UnixFsNode.isDagPb(cid)) {
      cid = linkIn(block, segment);
    } else {
      enter(value(document(block, segment), segment));
    }
  }

  private void enter(Node value) {
    if (value instanceof Node.Link(Cid target)) {
      cid = target;
      within = null;
    } else {
      within = value;
    }
  }

  private Node document(Block block, String segment) throws CorruptDagException {
    Optional<Codec> codec = Codecs.of(cid.codec());
    if (codec.isEmpty() || cid.codec() == Multicodec.RAW) {
      throw absent(segment, "a block of codec " + Multicodec.name(cid.codec()) + " has no names");
    }
    try {
      return codec.get().decode(block.data());
    } catch (IllegalArgumentException e) {
      throw new CorruptDagException(cid, e);
    }
  }

  private Node value(Node parent, String segment) {
    Optional<Node> found =
        switch (parent) {
          case Node.Map map -> map.get(segment);
          case Node.List list -> item(list.items(), segment);
          default -> throw absent(segment, "the value is neither map nor list");
        };
    return found.orElseThrow(() -> absent(segment, "no such key"));
  }

  private static Optional<Node> item(List<Node> items, String segment) {
    boolean number = !segment.isEmpty() && segment.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!number || segment.length() > 9 || Integer.parseInt(segment) >= items.size()) {
      return Optional.empty();
    }
    return Optional.of(items.get(Integer.parseInt(segment)));
  }

  private Cid linkIn(Block block, String segment) throws IOException {
    Optional<UnixFsNode> node = UnixFsNode.find(block);
    byte[] name = segment.getBytes(UTF_8);
    if (node.isEmpty()) {
      return named(UnixFsNode.pb(block).links(), name, segment);
    }
    return switch (node.get().type()) {
      case DIRECTORY -> named(node.get().links(), name, segment);
      case HAMT_SHARD -> lookup(HamtShard.of(node.get()), name, segment);
      case SYMLINK -> throw absent(segment, "a symlink is not followed");
      case RAW, FILE, METADATA -> throw absent(segment, "a file has no names");
    };
  }

  private Cid named(List<PbLink> links, byte[] name, String segment) {
    for (PbLink link : links) {
      if (Arrays.equals(link.nameBytes(), name)) {
        return link.hash();
      }
    }
    throw absent(segment, "no such name");
  }

  private Cid lookup(HamtShard top, byte[] name, String segment) throws IOException {
    long hash = Murmur3.hash(name);
    HamtShard shard = top;
    for (int level = 0; ; level++) {
      shard.checkDepth(level);
      int index = shard.find(HamtShard.bucket(hash, level, shard.bits()));
      if (index < 0) {
        throw absent(segment, "no such name");
      }
      if (!shard.isShard(index)) {
        return entry(shard, index, name, segment);
      }
      shard.checkDepth(level + 1);
      Block block = blocks.require(shard.link(index).hash());
      visitor.put(block);
      shard = shard.child(block);
    }
  }

  private Cid entry(HamtShard shard, int index, byte[] name, String segment) {
    if (!Arrays.equals(shard.entryName(index), name)) {
      throw absent(segment, "no such name");
    }
    return shard.link(index).hash();
  }

  private PathAbsentException absent(String segment, String why) {
    return new PathAbsentException(root, path, segment, why);
  }
}
