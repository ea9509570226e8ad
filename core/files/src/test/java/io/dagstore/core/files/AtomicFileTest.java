package io.dagstore.core.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AtomicFileTest {
  @TempDir private Path folder;

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private long files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }

  @Test
  void appearsOnlyAtTheCommit() throws IOException {
    Path target = folder.resolve("target");
    Files.writeString(target, "old");
    try (var file = AtomicFile.create(target)) {
      file.channel().write(bytes("new"));
      assertThat(target).hasContent("old");
      file.commit();
      assertThat(target).hasContent("new");
    }
    assertThat(files()).isEqualTo(1);
  }

  @Test
  void isThereWhenItIsPublishedAndDurableWhenItAndItsFolderAreForced() throws IOException {
    Path target = folder.resolve("target");
    try (var file = AtomicFile.create(target)) {
      file.channel().write(bytes("new"));
      file.publish();
    }
    AtomicFile.force(target);
    AtomicFile.forceFolder(folder);

    assertThat(target).hasContent("new");
    assertThat(files()).isEqualTo(1);
  }

  @Test
  void leavesNothingWhenItFails() throws IOException {
    Path target = folder.resolve("target");

    assertThatThrownBy(() ->
            AtomicFile.write(
                target,
                channel -> {
                  channel.write(bytes("half"));
                  throw new IOException("no space");
                }))
        .hasMessage("no space");

    assertThat(files()).isZero();
  }

  @Test
  void refusesWhatIsNoFile() {
    assertThatThrownBy(() -> AtomicFile.create(folder)).isInstanceOf(FileSystemException.class);
    assertThatThrownBy(() -> AtomicFile.create(Path.of("/dev/null")))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("is no regular file");
  }

  @Test
  void keepsALinkAndReplacesItsGoal() throws IOException {
    Path target = Files.writeString(folder.resolve("target"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), target);

    AtomicFile.write(link, channel -> channel.write(bytes("new")));

    assertThat(link).isSymbolicLink().hasContent("new");
    assertThat(target).hasContent("new");
  }

  @Test
  void writesInAnotherFolderUntilTheCommit() throws IOException {
    Path aside = Files.createDirectory(folder.resolve("aside"));
    try (var file = AtomicFile.create(folder.resolve("target"), aside)) {
      file.channel().write(bytes("x"));
      assertThat(files()).isEqualTo(1);
      file.commit();
    }
    assertThat(folder.resolve("target")).hasContent("x");
    assertThat(aside).isEmptyDirectory();
  }

  @Test
  void sweepsWhatWasLeftAndNothingElse() throws IOException {
    var left = AtomicFile.create(folder.resolve("target"));
    Files.writeString(folder.resolve("other.tmp"), "mine");

    AtomicFile.sweep(folder);
    left.close();

    assertThat(files()).isEqualTo(1);
  }

  @Test
  void managesTheLongestNames() throws IOException {
    Path target = folder.resolve("x".repeat(255));

    AtomicFile.write(target, channel -> channel.write(bytes("x")));

    assertThat(target).hasContent("x");
  }
}
