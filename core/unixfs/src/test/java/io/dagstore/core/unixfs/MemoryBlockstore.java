package io.dagstore.core.unixfs;

import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.BlockSink;
import io.dagstore.core.ipld.Blockstore;
import io.dagstore.core.ipld.Cid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Blocks in memory, which remembers the order of writes and of reads. One thread. */
final class MemoryBlockstore implements Blockstore, BlockSink {
  private final Map<Cid, Block> blocks = new LinkedHashMap<>();
  private final List<Cid> read = new ArrayList<>();

  @Override
  public void put(Block block) {
    blocks.putIfAbsent(block.cid(), new Block(block.cid(), block.data().clone()));
  }

  @Override
  public Optional<Block> get(Cid cid) {
    read.add(cid);
    return Optional.ofNullable(blocks.get(cid));
  }

  /** CIDs in the order of their first write. */
  List<Cid> written() {
    return List.copyOf(blocks.keySet());
  }

  /** CIDs asked for since the last call. */
  List<Cid> takeRead() {
    List<Cid> taken = List.copyOf(read);
    read.clear();
    return taken;
  }

  void remove(Cid cid) {
    blocks.remove(cid);
  }
}
