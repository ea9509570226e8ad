package io.dagstore.core.unixfs;

import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.Multicodec;
import io.dagstore.core.ipld.PbLink;
import java.io.IOException;
import java.util.List;

/**
 * One block of a file: some bytes of its own, then the content below its links. Sizes are checked
 * against each other when it is made.
 *
 * @param cid the block
 * @param data bytes of its own
 * @param links children in order
 * @param sizes content bytes below each child
 * @param size content bytes in all
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; a list would box every size
record FilePart(Cid cid, UnixFsMessage.Data data, List<PbLink> links, long[] sizes, long size) {
  private static final long[] NO_SIZES = {};

  /** Deepest tree of a file; Kubo's layouts stay below 10. */
  static final int MAX_DEPTH = 128;

  /** The part in {@code block}, which is raw or a UnixFS file. */
  static FilePart of(Block block) throws CorruptDagException {
    Cid cid = block.cid();
    if (cid.codec() == Multicodec.RAW) {
      UnixFsMessage.Data all = new UnixFsMessage.Data(block.data(), 0, block.size());
      return new FilePart(cid, all, List.of(), NO_SIZES, block.size());
    }
    if (!UnixFsNode.isDagPb(cid)) {
      throw new WrongKindException(cid, UnixFsKind.FILE, UnixFsKind.NODE);
    }
    return of(UnixFsNode.decode(block));
  }

  static FilePart of(UnixFsNode node) throws CorruptDagException {
    if (!node.type().isFile()) {
      throw new WrongKindException(node.cid(), UnixFsKind.FILE, node.kind());
    }
    UnixFsMessage message = node.message();
    long[] sizes = message.blockSizes();
    if (sizes.length != node.links().size()) {
      throw new CorruptDagException(
          node.cid(), "expected " + node.links().size() + " block sizes, got " + sizes.length);
    }
    long size = sum(node.cid(), message.data().length(), sizes);
    if (message.fileSize().orElse(size) != size) {
      throw new CorruptDagException(
          node.cid(), "expected filesize " + size + ", got " + message.fileSize().getAsLong());
    }
    return new FilePart(node.cid(), message.data(), node.links(), sizes, size);
  }

  private static long sum(Cid cid, long start, long[] sizes) throws CorruptDagException {
    long sum = start;
    for (long size : sizes) {
      sum += size;
      if (sum < 0) {
        throw new CorruptDagException(cid, "block sizes add up to more than 2^63");
      }
    }
    return sum;
  }

  /** The part below link {@code index}. */
  FilePart child(int index, BlockLoader blocks) throws IOException {
    return child(index, blocks.require(links.get(index).hash()));
  }

  /** The part in the block of link {@code index}, which must be as long as this one says. */
  FilePart child(int index, Block block) throws CorruptDagException {
    FilePart child = part(block);
    if (child.size != sizes[index]) {
      throw new CorruptDagException(
          child.cid, "expected " + sizes[index] + " bytes of content, got " + child.size);
    }
    return child;
  }

  // Below a file everything must be a file: what is not is corrupt and no answer.
  private static FilePart part(Block block) throws CorruptDagException {
    try {
      return of(block);
    } catch (WrongKindException e) {
      throw new CorruptDagException(block.cid(), "expected a part of a file: " + e.getMessage());
    }
  }
}
