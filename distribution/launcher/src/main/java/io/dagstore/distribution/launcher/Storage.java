package io.dagstore.distribution.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * The folder where the framework keeps its own notes: of this process alone, gone when closed. One
 * that a killed process left behind goes at the next start.
 *
 * @param folder exists while this is open
 */
record Storage(Path folder) implements AutoCloseable {
  private static final String PREFIX = "dagstore-container-";
  private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d+)-.*");

  /** A fresh folder below this one, which other processes may use at the same time. */
  static Storage below(Path parent) throws IOException {
    removeLeftovers(parent);
    var prefix = PREFIX + ProcessHandle.current().pid() + "-";
    return new Storage(Files.createTempDirectory(parent, prefix));
  }

  private static void removeLeftovers(Path parent) throws IOException {
    try (var folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (var folder : folders) {
        var name = NAME.matcher(folder.getFileName().toString());
        if (name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()) {
          delete(folder);
        }
      }
    }
  }

  @Override
  public void close() {
    delete(folder);
  }

  /** What cannot be deleted stays: a folder in the temporary files is no reason to fail. */
  private static void delete(Path folder) {
    try (var files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException | UncheckedIOException e) {
      System.getLogger(Storage.class.getName())
          .log(System.Logger.Level.DEBUG, "left behind: " + folder, e);
    }
  }
}
