package io.dagstore.mounts.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CarFolderTest {
  @TempDir private Path folder;

  private void touch(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.createFile(file);
  }

  @Test
  void findsCarFilesInTheOrderOfTheirKeys() throws IOException {
    touch("b.car");
    touch("a/z.car");
    touch("a/b/c d.car");
    touch("a.car");
    touch("note.txt");
    touch("x.car.tmp");
    Files.createDirectories(folder.resolve("folder.car"));

    CarFolder found = CarFolder.walk(folder);

    assertThat(found.files())
        .extracting(CarFolder.CarFile::key)
        .containsExactly("a", "a/b/c d", "a/z", "b");
    assertThat(found.files())
        .extracting(CarFolder.CarFile::path)
        .first()
        .isEqualTo(folder.resolve("a.car"));
    assertThat(found.failures()).isEmpty();
  }

  @Test
  void followsLinksButNotInCircles() throws IOException {
    touch("real/one.car");
    Files.createSymbolicLink(folder.resolve("linked"), folder.resolve("real"));
    Files.createSymbolicLink(folder.resolve("real/up"), folder);

    CarFolder found = CarFolder.walk(folder.resolve("linked"));

    assertThat(found.files()).extracting(CarFolder.CarFile::key).contains("one");
    assertThat(found.failures()).isEmpty();
  }

  @Test
  void saysWhenThereIsNoFolder() throws IOException {
    touch("file.car");

    assertThatThrownBy(() -> CarFolder.walk(folder.resolve("absent")))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> CarFolder.walk(folder.resolve("file.car")))
        .isInstanceOf(NotDirectoryException.class);
  }

  @Test
  void reportsDanglingLinksAndGoesOn() throws IOException {
    touch("one.car");
    Files.createSymbolicLink(folder.resolve("gone.car"), folder.resolve("nowhere"));

    CarFolder found = CarFolder.walk(folder);

    assertThat(found.files()).extracting(CarFolder.CarFile::key).containsExactly("one");
    assertThat(found.failures()).singleElement().isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void namesASingleFile() {
    assertThat(CarFolder.key(Path.of("/data/some.thing.car"))).isEqualTo("some.thing");
    assertThat(CarFolder.key(Path.of("/data/other"))).isEqualTo("other");
    assertThat(CarFolder.key(Path.of(".car"))).isEqualTo(".car");
  }
}
