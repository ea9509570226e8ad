package io.dagstore.distribution.assembly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A small Maven repository with what a stranger's plug-in is compiled and tested against; the rest
 * comes from the public one.
 */
record Sdk(Checkout checkout, Path repository) {
  private static final List<String> LEAVES =
      List.of("core/ipld", "core/files", "core/car", "core/api", "core/testkit");

  void write() throws IOException {
    put("io.dagstore", "pom", checkout.root().resolve("pom.xml"));
    for (var leaf : LEAVES) {
      put(checkout.name(leaf), "pom", checkout.root().resolve(leaf).resolve("pom.xml"));
      put(checkout.name(leaf), "jar", checkout.jar(leaf));
    }
  }

  private void put(String artifact, String kind, Path file) throws IOException {
    var folder = repository.resolve("io/dagstore").resolve(artifact).resolve(checkout.version());
    Files.createDirectories(folder);
    Files.copy(file, folder.resolve(artifact + "-" + checkout.version() + "." + kind));
  }
}
