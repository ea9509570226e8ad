package io.dagstore.core.unixfs;

import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.Multicodec;
import io.dagstore.core.ipld.PbLink;
import io.dagstore.core.ipld.PbNode;
import java.util.List;
import java.util.Optional;

/** A dag-pb block that holds a UnixFS message. */
record UnixFsNode(Cid cid, List<PbLink> links, UnixFsMessage message) {

  /** The node in a block that must hold one. */
  static UnixFsNode decode(Block block) throws CorruptDagException {
    PbNode node = pb(block);
    try {
      return new UnixFsNode(block.cid(), node.links(), UnixFsMessage.decode(node.data()));
    } catch (IllegalArgumentException e) {
      throw new CorruptDagException(block.cid(), e);
    }
  }

  /** The node in a dag-pb block, empty when its data is no UnixFS message. */
  static Optional<UnixFsNode> find(Block block) throws CorruptDagException {
    PbNode node = pb(block);
    try {
      return Optional.of(
          new UnixFsNode(block.cid(), node.links(), UnixFsMessage.decode(node.data())));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static PbNode pb(Block block) throws CorruptDagException {
    try {
      return PbNode.decode(block.data());
    } catch (IllegalArgumentException e) {
      throw new CorruptDagException(block.cid(), e);
    }
  }

  static boolean isDagPb(Cid cid) {
    return cid.codec() == Multicodec.DAG_PB;
  }

  UnixFsType type() {
    return message.type();
  }

  UnixFsKind kind() {
    return switch (message.type()) {
      case RAW, FILE -> UnixFsKind.FILE;
      case DIRECTORY, HAMT_SHARD -> UnixFsKind.DIRECTORY;
      case SYMLINK -> UnixFsKind.SYMLINK;
      case METADATA -> UnixFsKind.NODE;
    };
  }
}
