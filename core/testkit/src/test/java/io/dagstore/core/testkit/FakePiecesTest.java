package io.dagstore.core.testkit;

import io.dagstore.core.api.index.ShardIndexer;
import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.Cid;
import java.util.List;

final class FakePiecesTest extends ShardIndexerContract {
  @Override
  protected ShardIndexer indexer() {
    return new FakePieces();
  }

  @Override
  protected byte[] piece(Cid root, List<Block> blocks) {
    return FakePieces.of(List.of(root), blocks);
  }
}
