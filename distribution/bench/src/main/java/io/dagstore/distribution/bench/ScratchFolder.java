package io.dagstore.distribution.bench;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** A folder for what a work writes; closing removes it with all that is in it. */
final class ScratchFolder implements Closeable {
  private final Path path;

  /** Beside {@code neighbour}, so that what is written goes to the same disk. */
  ScratchFolder(Path neighbour) throws IOException {
    var folder = neighbour.toAbsolutePath().getParent();
    path = Files.createTempDirectory(folder, "bench-");
  }

  Path path() {
    return path;
  }

  long bytes() throws IOException {
    try (var files = Files.walk(path)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  @Override
  public void close() throws IOException {
    try (var files = Files.walk(path)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
