package io.dagstore.distribution.gostore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** The directory that a real Go dagstore made; {@code peer/README.md} says how. */
final class Peer {
  private final Path folder;

  private Peer(Path folder) {
    this.folder = folder;
  }

  /** A copy that a test may damage. */
  static Peer copiedTo(Path folder) {
    var made = folder.resolve("peer");
    try {
      copy(original(), made);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Peer(made);
  }

  private static Path original() {
    try {
      return Path.of(Objects.requireNonNull(Peer.class.getResource("peer")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var all = Files.walk(from)) {
      for (var path : all.toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
  }

  Path folder() {
    return folder;
  }

  Path cars() {
    return folder.resolve("cars");
  }

  /** Its root as the Go process left it: all is in the log. */
  Path logs() {
    return folder.resolve("go");
  }

  /** Its root as it is after the next start: all is in a table. */
  Path tables() {
    return folder.resolve("tables");
  }

  List<String> lines(String name) {
    try {
      return Files.readAllLines(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every file with its bytes and times, to see that nothing was touched. */
  static SortedMap<String, String> state(Path folder) throws IOException {
    var state = new TreeMap<String, String>();
    try (var all = Files.walk(folder)) {
      for (var path : all.toList()) {
        var content =
            Files.isDirectory(path) ? "" : HexFormat.of().formatHex(Files.readAllBytes(path));
        state.put(folder.relativize(path).toString(), content + Files.getLastModifiedTime(path));
      }
    }
    return state;
  }
}
