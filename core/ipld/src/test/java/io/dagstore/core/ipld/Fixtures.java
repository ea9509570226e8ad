package io.dagstore.core.ipld;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The folder of files from other implementations, and its files. */
final class Fixtures {
  private static final String NAME = "DAGSTORE_FIXTURES";

  private Fixtures() {}

  static Path folder() {
    String folder = Optional.ofNullable(System.getProperty(NAME)).orElse(System.getenv(NAME));
    return Path.of(Objects.requireNonNull(folder, NAME + " is not set"));
  }

  static List<Path> files(Path folder, String ending) {
    try (var all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(ending))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
