package io.dagstore.index.chronicle;

import io.dagstore.core.api.index.InvertedIndex;
import io.dagstore.core.api.index.OpenMode;
import io.dagstore.core.testkit.InvertedIndexContract;
import java.io.IOException;
import java.nio.file.Path;

final class ChronicleContractTest extends InvertedIndexContract {
  @Override
  protected InvertedIndex open(Path folder, OpenMode mode) throws IOException {
    return new ChronicleIndices().open(folder, mode);
  }
}
