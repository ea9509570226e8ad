package io.dagstore.distribution.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A checkout of this project. Immutable; safe for use by several threads.
 *
 * @param root the folder of the root {@code pom.xml}, absolute
 * @param leaves every module that the root pom lists, in its order
 */
public record House(Path root, List<Leaf> leaves) {
  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

  /** Copies the list, so that later changes of the caller's do not show. */
  public House {
    leaves = List.copyOf(leaves);
  }

  /**
   * Returns the checkout that a folder lies in: the nearest ancestor, or the folder itself, whose
   * {@code pom.xml} lists modules.
   *
   * @throws IOException when a pom cannot be read or no ancestor has one that lists modules
   */
  public static House around(Path folder) throws IOException {
    for (Path at = folder.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
      var pom = at.resolve("pom.xml");
      if (Files.isRegularFile(pom)) {
        var leaves = leaves(at, Files.readString(pom));
        if (!leaves.isEmpty()) {
          return new House(at, leaves);
        }
      }
    }
    throw new IOException("no pom.xml with modules in " + folder + " or above it");
  }

  private static List<Leaf> leaves(Path root, String pom) {
    return MODULE
        .matcher(pom)
        .results()
        .map(match -> new Leaf(match.group(1), root.resolve(match.group(1))))
        .toList();
  }
}
