package io.dagstore.core.unixfs;

import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.BlockSink;
import io.dagstore.core.ipld.Multicodec;
import io.dagstore.core.ipld.PbLink;
import io.dagstore.core.ipld.PbNode;
import java.io.IOException;

/** Hashes dag-pb nodes and hands their blocks out. */
final class NodeWriter {
  private final int cidVersion;
  private final BlockSink sink;
  private final Sha256 hash = new Sha256();

  NodeWriter(int cidVersion, BlockSink sink) {
    this.cidVersion = cidVersion;
    this.sink = sink;
  }

  void put(Leaf leaf) throws IOException {
    sink.put(leaf.block());
  }

  UnixFsLink put(PbNode node) throws IOException {
    byte[] bytes = node.encode();
    hash.update(bytes, 0, bytes.length);
    Block block = new Block(hash.finish(cidVersion, Multicodec.DAG_PB), bytes);
    sink.put(block);
    long tsize = bytes.length;
    for (PbLink link : node.links()) {
      tsize = Math.addExact(tsize, link.tsize());
    }
    return new UnixFsLink(block.cid(), tsize);
  }
}
