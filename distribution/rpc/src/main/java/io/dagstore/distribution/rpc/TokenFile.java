package io.dagstore.distribution.rpc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The token that a node leaves for its owner. Apart, so that a client loads no cryptography. */
final class TokenFile {
  private TokenFile() {}

  static Path in(Path directory) {
    return directory.resolve("token");
  }

  /** The token in a node's directory, or empty where the caller may not read it. */
  static Optional<String> read(Path directory) throws IOException {
    var file = in(directory);
    return Files.isReadable(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
  }
}
