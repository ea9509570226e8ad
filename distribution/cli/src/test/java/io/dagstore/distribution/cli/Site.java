package io.dagstore.distribution.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** A folder with files of all sizes, folders and a symlink; and what lies in any folder. */
final class Site {
  static final String TEXT = "What is named by its hash can be checked by anyone.\n";

  private Site() {}

  static Path make(Path folder) throws IOException {
    var site = Files.createDirectories(folder.resolve("site"));
    Files.createDirectories(site.resolve("deep/er"));
    Files.createDirectories(site.resolve("empty"));
    Files.writeString(site.resolve("note.txt"), TEXT);
    Files.writeString(site.resolve("deep/same.txt"), TEXT);
    Files.writeString(site.resolve("deep/er/ünï ☃.txt"), "snow\n");
    Files.writeString(site.resolve(".hidden"), "hidden\n");
    Files.write(site.resolve("nothing"), new byte[0]);
    Files.createSymbolicLink(site.resolve("link"), Path.of("note.txt"));
    var large = new byte[3 * 1024 * 1024 + 17];
    new SplittableRandom(7).nextBytes(large);
    Files.write(site.resolve("large.bin"), large);
    return site;
  }

  /** Everything below a folder: relative path to content, to target, or to "/" for a folder. */
  static SequencedMap<String, String> contents(Path folder) throws IOException {
    var all = new TreeMap<String, String>();
    try (var paths = Files.walk(folder)) {
      for (var path : (Iterable<Path>) paths::iterator) {
        all.put(folder.relativize(path).toString(), content(path));
      }
    }
    return all;
  }

  private static String content(Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      return "-> " + Files.readSymbolicLink(path);
    }
    return Files.isDirectory(path)
        ? "/"
        : Base64.getEncoder().encodeToString(Files.readAllBytes(path));
  }
}
