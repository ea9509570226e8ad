package io.dagstore.distribution.assembly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The built sources.
 *
 * @param root the folder of the root pom
 */
record Checkout(Path root, String version) {

  /** The one name of a leaf, by its path: {@code core/api}. */
  String name(String leaf) {
    return "io.dagstore." + leaf.replace('/', '.');
  }

  /** The jar of a leaf. */
  Path jar(String leaf) throws IOException {
    var jar = target(leaf).resolve(name(leaf) + "-" + version + ".jar");
    if (!Files.isRegularFile(jar)) {
      throw new IOException(leaf + " is not built: no " + jar);
    }
    return jar;
  }

  /** The folder where the build of a leaf leaves what it makes. */
  Path target(String leaf) {
    return root.resolve(leaf).resolve("target");
  }

  /** What a leaf runs with, itself left out: a Maven repository on disk. */
  Path library(String leaf) {
    return target(leaf).resolve("lib");
  }
}
