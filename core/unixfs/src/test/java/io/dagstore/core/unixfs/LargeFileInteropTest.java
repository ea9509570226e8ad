package io.dagstore.core.unixfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A published root CID whose content takes seconds to make; brings its own data. */
@Tag("interop")
final class LargeFileInteropTest {

  @Test
  void oneGibibyteFillsOneNodeOfTheDefaultProfile() throws Exception {
    try (ExecutorService executor = Executors.newFixedThreadPool(2)) {
      UnixFsLink root =
          new UnixFsBuilder(UnixFsProfile.V1_2025, block -> {}, executor, 2)
              .file(new SeededData("v1-2025-seed", 1L << 30));

      assertThat(root.cid())
          .hasToString("bafybeihmf37wcuvtx4hpu7he5zl5qaf2ineo2lqlfrapokkm5zzw7zyhvm");
    }
  }
}
