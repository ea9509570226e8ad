package io.dagstore.distribution.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/** The demo's own data, the same on every machine: a site, a large file, a folder of many files. */
final class SampleData {
  static final int ENTRIES = 5000;
  private static final int LARGE_BYTES = 48 << 20;
  private static final int PIECE = 1 << 20;
  private static final long SEED = 2026;

  private static final List<String> NOTES =
      List.of(
          "A CAR file holds blocks, and each block is named by the hash of its bytes.",
          "Whoever has the name can check the bytes, no matter who handed them over.",
          "A directory is a block that lists names and CIDs; a file is a tree of chunks.",
          "The store keeps the CARs where they are and remembers in which one a block lies.",
          "One lookup, one read, one hash: that is how a block is served.",
          "A large directory is spread over many blocks, so that one name costs few of them.",
          "Two files with the same content are the same blocks, and lie in the CAR once.",
          "Nothing here needs a server, and nothing has to be copied to be found.");

  private SampleData() {}

  /** Writes the data below the folder and returns what is to be packed, each into a CAR. */
  static List<Path> make(Path folder) throws IOException {
    return List.of(
        site(folder.resolve("site")), large(folder.resolve("large")), many(folder.resolve("many")));
  }

  private static Path site(Path site) throws IOException {
    Files.createDirectories(site.resolve("notes"));
    Files.createDirectories(site.resolve("images"));
    Files.writeString(site.resolve("style.css"), "body { font: 16px sans-serif; margin: 2em; }\n");
    Files.write(site.resolve("images/waves.png"), Png.waves(320, 200));
    var links = new StringBuilder();
    for (var i = 0; i < NOTES.size(); i++) {
      var name = "notes/" + (i + 1) + ".txt";
      Files.writeString(site.resolve(name), NOTES.get(i) + "\n");
      links.append("<li><a href=\"").append(name).append("\">Note ").append(i + 1).append("</a>\n");
    }
    Files.writeString(
        site.resolve("index.html"),
        """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <title>A small site</title>
        <link rel="stylesheet" href="style.css">
        <h1>A small site</h1>
        <p><img src="images/waves.png" alt="Waves">
        <ul>
        %s</ul>
        </html>
        """
            .formatted(links));
    return site;
  }

  private static Path large(Path folder) throws IOException {
    Files.createDirectories(folder);
    var random = new SplittableRandom(SEED);
    var piece = new byte[PIECE];
    try (var out = Files.newOutputStream(folder.resolve("large.bin"))) {
      for (var written = 0; written < LARGE_BYTES; written += PIECE) {
        random.nextBytes(piece);
        out.write(piece);
      }
    }
    return folder;
  }

  private static Path many(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (var i = 0; i < ENTRIES; i++) {
      var name = String.format("entry-%04d.txt", i);
      var text = "Entry " + i + " of " + ENTRIES + ".\n";
      Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    }
    return folder;
  }
}
