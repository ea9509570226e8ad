package io.dagstore.core.testkit;

import io.dagstore.core.api.index.InvertedIndex;
import io.dagstore.core.api.index.OpenMode;
import java.nio.file.Path;

final class FakeInvertedIndexTest extends InvertedIndexContract {
  private final FakeInvertedIndex index = new FakeInvertedIndex();

  @Override
  protected InvertedIndex open(Path folder, OpenMode mode) {
    return index;
  }
}
