package io.dagstore.distribution.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archives that the build made, made again from another copy of the folder. */
final class ArchivesIT {
  private static final long LARGEST = 60L << 20;

  private final Path built = Path.of("target/dagstore");
  @TempDir private Path parent;

  @Test
  void anotherCopyGivesTheSameBytes() throws IOException {
    var copy = Files.createDirectory(parent.resolve("dagstore"));
    for (var file : Folder.files(built).reversed()) {
      var place = built.relativize(file);
      if (!place.startsWith("cache") && !place.endsWith("built")) {
        copyForMeAlone(file, copy.resolve(place));
      }
    }

    new Archives(copy, title()).writeBeside();

    for (var ending : new String[] {".tar.gz", ".zip"}) {
      var archive = built.resolveSibling(title() + ending);
      assertThat(parent.resolve(title() + ending)).hasSameBinaryContentAs(archive);
      assertThat(Files.size(archive)).isLessThanOrEqualTo(LARGEST);
    }
  }

  /** As under a umask of 077, and at another time. */
  private static void copyForMeAlone(Path file, Path target) throws IOException {
    Files.createDirectories(target.resolveSibling("."));
    Files.copy(file, target);
    var mode = Files.isExecutable(file) ? "rwx------" : "rw-------";
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(mode));
    Files.setLastModifiedTime(target, FileTime.fromMillis(target.hashCode()));
  }

  private String title() throws IOException {
    try (var zips = Files.newDirectoryStream(built.resolveSibling("."), "dagstore-*.zip")) {
      var name = String.valueOf(zips.iterator().next().getFileName());
      return name.substring(0, name.length() - ".zip".length());
    }
  }
}
