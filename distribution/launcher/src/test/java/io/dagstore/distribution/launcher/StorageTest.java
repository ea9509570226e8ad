package io.dagstore.distribution.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StorageTest {
  /** Larger than any process id that an operating system gives. */
  private static final long NOBODY = Integer.MAX_VALUE;

  @TempDir private Path parent;

  @Test
  void isGoneWhenClosed() throws IOException {
    try (var storage = Storage.below(parent)) {
      Files.writeString(
          Files.createDirectory(storage.folder().resolve("bundle0")).resolve("x"), "");
    }

    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void removesWhatAKilledProcessLeft() throws IOException {
    var left =
        Files.createDirectories(parent.resolve("dagstore-container-" + NOBODY + "-1/bundle1"));
    var foreign = Files.createDirectory(parent.resolve("dagstore-container-mine"));

    try (var other = Storage.below(parent);
        var storage = Storage.below(parent)) {
      assertThat(left.getParent()).doesNotExist();
      assertThat(foreign).isDirectory();
      assertThat(other.folder()).isDirectory().isNotEqualTo(storage.folder());
    }
  }
}
