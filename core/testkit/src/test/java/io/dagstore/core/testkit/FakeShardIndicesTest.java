package io.dagstore.core.testkit;

import io.dagstore.core.api.index.OpenMode;
import io.dagstore.core.api.index.ShardIndexRepository;
import java.nio.file.Path;

final class FakeShardIndicesTest extends ShardIndexContract {
  private final FakeShardIndices indices = new FakeShardIndices();

  @Override
  protected ShardIndexRepository open(Path folder, OpenMode mode) {
    return indices;
  }
}
