package io.dagstore.core.car;

import io.dagstore.core.files.FileSource;
import io.dagstore.core.files.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The folder of fixtures; its absence fails the tests that need it. */
final class Fixtures {
  private static final String NAME = "DAGSTORE_FIXTURES";

  private Fixtures() {}

  static Path path(String name) {
    var folder = System.getProperty(NAME, System.getenv(NAME));
    var path = Path.of(Objects.requireNonNull(folder, NAME + " is not set")).resolve(name);
    if (!Files.isRegularFile(path)) {
      throw new IllegalStateException("no fixture " + path);
    }
    return path;
  }

  static Source open(String name) throws IOException {
    return FileSource.open(path(name));
  }

  static byte[] bytes(String name) throws IOException {
    return Files.readAllBytes(path(name));
  }
}
