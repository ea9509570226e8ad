package io.dagstore.core.unixfs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.Blockstore;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.Multicodec;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Files, directories and symlinks as they lie in a blockstore. Reads the blocks it needs and no
 * others, and keeps none. Thread-safe when the blockstore is; nothing to close.
 *
 * <p>Every method throws {@link MissingBlockException} when a block it needs is absent and {@link
 * CorruptDagException} when one is not what its place demands; an answer that is no is a {@link
 * UnixFsException}. Hashes are the blockstore's business.
 */
public final class UnixFsReader {
  private final BlockLoader blocks;

  /** A reader of {@code store}. */
  public UnixFsReader(Blockstore store) {
    this.blocks = new BlockLoader(store);
  }

  /** Facts of a node, from its root block. */
  public UnixFsStat stat(Cid cid) throws IOException {
    return stat(blocks.require(cid));
  }

  /** Facts of the node whose root is {@code block}. */
  public static UnixFsStat stat(Block block) throws IOException {
    Cid cid = block.cid();
    if (cid.codec() == Multicodec.RAW) {
      return new UnixFsStat(cid, UnixFsKind.FILE, block.size(), UnixFsMetadata.NONE);
    }
    Optional<UnixFsNode> node = UnixFsNode.isDagPb(cid) ? UnixFsNode.find(block) : Optional.empty();
    if (node.isEmpty()) {
      return new UnixFsStat(cid, UnixFsKind.NODE, block.size(), UnixFsMetadata.NONE);
    }
    long size =
        switch (node.get().kind()) {
          case FILE -> FilePart.of(node.get()).size();
          case SYMLINK -> node.get().message().data().length();
          case DIRECTORY -> 0;
          case NODE -> block.size();
        };
    return new UnixFsStat(cid, node.get().kind(), size, node.get().message().metadata());
  }

  /**
   * Follows a path. Segments are raw names, split at slashes; empty ones are passed over. UnixFS
   * directories, plain dag-pb links by name, and the maps and lists of dag-cbor, dag-json, cbor and
   * json are walked; a link at the end is followed, a symlink never is.
   *
   * @throws PathAbsentException when a segment is not there
   */
  public Resolved resolve(Cid root, String path) throws IOException {
    return new PathResolver(blocks, root, path, block -> {}).resolve();
  }

  /** The whole content of a file. The caller closes it, though nothing is held but memory. */
  public InputStream open(Cid file) throws IOException {
    FilePart part = FilePart.of(blocks.require(file));
    return new UnixFsInputStream(blocks, part, 0, part.size());
  }

  /**
   * A range of a file's content; only the blocks that hold it are read, and so it is with {@code
   * skip}.
   *
   * @param from first byte
   * @param to the byte after the last; clipped to the file's size
   */
  public InputStream open(Cid file, long from, long to) throws IOException {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("no range of bytes: " + from + " to " + to);
    }
    FilePart part = FilePart.of(blocks.require(file));
    return new UnixFsInputStream(blocks, part, from, Math.min(to, part.size()));
  }

  /** A range of a file's content, stated as the gateway does; empty when it lies outside. */
  public InputStream open(Cid file, ByteRange range) throws IOException {
    FilePart part = FilePart.of(blocks.require(file));
    return new UnixFsInputStream(blocks, part, range.start(part.size()), range.end(part.size()));
  }

  /** The entries of a directory, in one block or sharded. */
  public UnixFsEntries list(Cid directory) throws IOException {
    return list(directory, MissingBlocks.FAIL);
  }

  /** The entries of a directory; {@code missing} decides about absent shards. */
  public UnixFsEntries list(Cid directory, MissingBlocks missing) throws IOException {
    return UnixFsEntries.of(node(directory, UnixFsKind.DIRECTORY), blocks, missing);
  }

  /** The target of a symlink, as it is stored. */
  public String readLink(Cid symlink) throws IOException {
    return new String(node(symlink, UnixFsKind.SYMLINK).message().data().copy(), UTF_8);
  }

  private UnixFsNode node(Cid cid, UnixFsKind expected) throws IOException {
    Block block = blocks.require(cid);
    if (!UnixFsNode.isDagPb(cid)) {
      throw new WrongKindException(cid, expected, stat(block).kind());
    }
    UnixFsNode node = UnixFsNode.decode(block);
    if (node.kind() != expected) {
      throw new WrongKindException(cid, expected, node.kind());
    }
    return node;
  }
}
