package io.dagstore.index.file;

import io.dagstore.core.api.index.OpenMode;
import io.dagstore.core.api.index.ShardIndexRepository;
import io.dagstore.core.testkit.ShardIndexContract;
import java.io.IOException;
import java.nio.file.Path;

final class FileShardIndexContractTest extends ShardIndexContract {
  @Override
  protected ShardIndexRepository open(Path folder, OpenMode mode) throws IOException {
    return FileShardIndexRepository.open(folder, mode);
  }
}
