package io.dagstore.core.store;

import static io.dagstore.core.store.Fixture.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.dagstore.core.api.VerifyPolicy;
import io.dagstore.core.api.mount.Mount;
import io.dagstore.core.api.mount.MountProvider;
import io.dagstore.core.api.mount.MountRegistry;
import io.dagstore.core.api.mount.MountStat;
import io.dagstore.core.files.FileSource;
import io.dagstore.core.files.Source;
import io.dagstore.core.testkit.FakeInvertedIndex;
import io.dagstore.core.testkit.FakeShardIndices;
import io.dagstore.core.testkit.SampleCar;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ShrinkingFileTest {
  private static final SampleCar CAR = new SampleCar(100, 4000, 5000, 9);

  @TempDir Path directory;

  @Test
  void aFileThatShrinksUnderItsReadersIsAnErrorAndNoCrash() throws Exception {
    var file = CAR.writeTo(directory.resolve("big.car"));
    var last = CAR.block(CAR.blocks() - 1).cid();
    var config =
        StoreConfig.of(
            directory.resolve("store"),
            MountRegistry.of(new Files()),
            (_, _) -> new FakeShardIndices(),
            (_, _) -> new FakeInvertedIndex());
    try (var store = Store.open(config)) {
      store.register(KEY, file.toUri());
      for (var cid : CAR.cids()) {
        assertThat(store.get(cid, VerifyPolicy.NEVER)).isPresent();
      }

      try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(4096);
      }

      for (int i = 0; i < 1000; i++) {
        assertThatIOException().isThrownBy(() -> store.get(last)).withMessageContaining("big.car");
      }
      assertThatIOException().isThrownBy(() -> store.size(last));
    }
  }

  /** Mounts of files, mapped as the real ones are. */
  private static final class Files implements MountProvider {
    @Override
    public String scheme() {
      return "file";
    }

    @Override
    public Mount mount(URI uri) {
      return new Mount() {
        @Override
        public URI uri() {
          return uri;
        }

        @Override
        public MountStat stat() {
          return MountStat.ABSENT;
        }

        @Override
        public Source open() throws IOException {
          return FileSource.open(Path.of(uri));
        }
      };
    }
  }
}
