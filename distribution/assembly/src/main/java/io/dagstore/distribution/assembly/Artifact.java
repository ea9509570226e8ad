package io.dagstore.distribution.assembly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * A jar of a Maven repository on disk, with the coordinates that its place tells.
 *
 * @param jar the file
 */
record Artifact(String group, String name, String version, Path jar) {

  /** All jars of a repository, by group and name. */
  static List<Artifact> in(Path repository) throws IOException {
    try (var files = Files.walk(repository)) {
      return files
          .filter(file -> file.toString().endsWith(".jar"))
          .map(jar -> of(repository.relativize(jar), jar))
          .sorted(Comparator.comparing(Artifact::group).thenComparing(Artifact::name))
          .toList();
    }
  }

  private static Artifact of(Path place, Path jar) {
    var depth = place.getNameCount();
    var group =
        place.subpath(0, depth - 3).toString().replace(place.getFileSystem().getSeparator(), ".");
    return new Artifact(
        group, place.getName(depth - 3).toString(), place.getName(depth - 2).toString(), jar);
  }

  /** Whether it is one of our leaves. */
  boolean ours() {
    return group.equals("io.dagstore");
  }

  /** Its description, beside the jar. */
  Path pom() {
    return jar.resolveSibling(name + "-" + version + ".pom");
  }

  /** The repository on disk that it lies in. */
  Path repository() {
    var repository = pom();
    for (int i = 0; i < group.split("\\.").length + 3; i++) {
      repository = Objects.requireNonNull(repository.getParent(), "a repository on disk");
    }
    return repository;
  }

  /** Name and version, as a file is called without its ending. */
  String title() {
    return name + "-" + version;
  }

  /** Its name in the world: a package URL. */
  String purl() {
    return "pkg:maven/" + group + "/" + name + "@" + version + "?type=jar";
  }
}
