package io.dagstore.distribution.runtime.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.distribution.runtime.bundle.PluginFolder.Change;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PluginFolderTest {
  private static final Change NOTHING = new Change(List.of(), List.of(), List.of());

  @TempDir private Path directory;

  @Test
  void aFolderThatIsNotThereHoldsNothing() throws IOException {
    var folder = new PluginFolder(directory.resolve("none"));

    assertThat(folder.look()).isEqualTo(NOTHING);
  }

  @Test
  void aJarComesWhenItHasStoodStillBetweenTwoLooks() throws IOException {
    var folder = new PluginFolder(directory);
    var jar = put("a.jar", jar(1), 1);

    assertThat(folder.look()).isEqualTo(NOTHING);
    assertThat(folder.look()).isEqualTo(new Change(List.of(), List.of(jar), List.of()));
    assertThat(folder.look()).isEqualTo(NOTHING);
  }

  @Test
  void aJarThatGrowsFromLookToLookIsLeftAlone() throws IOException {
    var folder = new PluginFolder(directory);
    var whole = jar(1);

    for (var part = 1; part <= 4; part++) {
      put("a.jar", Arrays.copyOf(whole, whole.length * part / 4), part);
      assertThat(folder.look()).isEqualTo(NOTHING);
    }
    assertThat(folder.look().come()).hasSize(1);
  }

  @Test
  void aCopyThatStallsIsToldOnceAndTakenWhenItIsWhole() throws IOException {
    var folder = new PluginFolder(directory);
    var whole = jar(1);
    var file = put("a.jar", Arrays.copyOf(whole, whole.length / 2), 1);

    folder.look();
    assertThat(folder.look()).isEqualTo(new Change(List.of(), List.of(), List.of(file)));
    assertThat(folder.look()).isEqualTo(NOTHING);
    put("a.jar", whole, 2);
    folder.look();
    assertThat(folder.look().come()).containsExactly(file);
  }

  @Test
  void aJarThatIsReplacedGoesAndComes() throws IOException {
    var folder = new PluginFolder(directory);
    var jar = put("a.jar", jar(1), 1);
    folder.look();
    folder.look();

    put("a.jar", jar(2), 2);

    assertThat(folder.look()).isEqualTo(NOTHING);
    assertThat(folder.look()).isEqualTo(new Change(List.of(jar), List.of(jar), List.of()));
  }

  @Test
  void whatIsReplacedByHalfAJarStays() throws IOException {
    var folder = new PluginFolder(directory);
    put("a.jar", jar(1), 1);
    folder.look();
    folder.look();

    put("a.jar", Arrays.copyOf(jar(2), 50), 2);

    folder.look();
    var change = folder.look();
    assertThat(change.gone()).isEmpty();
    assertThat(change.partial()).hasSize(1);
  }

  @Test
  void aJarThatIsRemovedGoesAtTheNextLookAndNothingElseDoes() throws IOException {
    var folder = new PluginFolder(directory);
    var first = put("a.jar", jar(1), 1);
    put("b.jar", jar(1), 1);
    folder.look();
    folder.look();

    Files.delete(first);

    assertThat(folder.look()).isEqualTo(new Change(List.of(first), List.of(), List.of()));
    assertThat(folder.look()).isEqualTo(NOTHING);
  }

  @Test
  void onlyFilesThatEndInJarCount() throws IOException {
    var folder = new PluginFolder(directory);
    put("README.md", jar(1), 1);
    Files.createDirectory(directory.resolve("c.jar"));

    folder.look();
    assertThat(folder.look()).isEqualTo(NOTHING);
  }

  private Path put(String name, byte[] bytes, long second) throws IOException {
    var file = Files.write(directory.resolve(name), bytes);
    Files.setLastModifiedTime(file, FileTime.fromMillis(second * 1000));
    return file;
  }

  private static byte[] jar(int content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var jar = new JarOutputStream(bytes)) {
      jar.putNextEntry(new ZipEntry("content"));
      jar.write(new byte[content]);
    }
    return bytes.toByteArray();
  }
}
