package io.dagstore.distribution.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ArchivesTest {
  private static final String LONG =
      "sdk/io/dagstore/io.dagstore.core.testkit/0.1.0-SNAPSHOT/"
          + "io.dagstore.core.testkit-0.1.0-SNAPSHOT-with-a-name-that-does-not-end.jar";

  @TempDir private Path parent;
  private Path folder;

  @BeforeEach
  void makeAFolder() throws IOException {
    folder = Files.createDirectories(parent.resolve("one/dagstore"));
    write("bin/dagstore", "#!/bin/sh\n");
    Files.setPosixFilePermissions(
        folder.resolve("bin/dagstore"), PosixFilePermissions.fromString("rwxr-xr-x"));
    write("README.md", "Read me.\n");
    write(LONG, "x".repeat(1000));
  }

  @Test
  void theSameFilesGiveTheSameBytes() throws IOException {
    var copy = parent.resolve("two/dagstore");
    Folder.copy(folder, copy);
    Files.setLastModifiedTime(copy.resolve("README.md"), FileTime.fromMillis(0));

    new Archives(folder, "dagstore-1").writeBeside();
    new Archives(copy, "dagstore-1").writeBeside();

    for (var name : new String[] {"dagstore-1.tar.gz", "dagstore-1.zip"}) {
      assertThat(folder.resolveSibling(name)).hasSameBinaryContentAs(copy.resolveSibling(name));
    }
  }

  @Test
  void theTarUnpacksToTheFolder() throws IOException, InterruptedException {
    new Archives(folder, "dagstore-1").writeBeside();

    var tar =
        new ProcessBuilder("tar", "-xzf", "dagstore-1.tar.gz")
            .directory(parent.resolve("one").toFile())
            .inheritIO()
            .start();

    assertThat(tar.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(tar.exitValue()).isZero();
    expectTheFolder(folder.resolveSibling("dagstore-1"));
  }

  @Test
  void theZipKeepsWhatIsAProgram() throws IOException {
    new Archives(folder, "dagstore-1").writeBeside();

    var zip = URI.create("jar:" + folder.resolveSibling("dagstore-1.zip").toUri());
    try (var files = FileSystems.newFileSystem(zip, Map.of("enablePosixFileAttributes", "true"))) {
      expectTheFolder(files.getPath("dagstore-1"));
    }
  }

  private static void expectTheFolder(Path unpacked) throws IOException {
    assertThat(Files.readString(unpacked.resolve("README.md"))).isEqualTo("Read me.\n");
    assertThat(Files.readString(unpacked.resolve(LONG))).hasSize(1000);
    assertThat(mode(unpacked.resolve("bin/dagstore"))).isEqualTo("rwxr-xr-x");
    assertThat(mode(unpacked.resolve("README.md"))).isEqualTo("rw-r--r--");
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private void write(String name, String text) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
