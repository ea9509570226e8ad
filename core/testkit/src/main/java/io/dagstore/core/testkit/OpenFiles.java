package io.dagstore.core.testkit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What this process has open, as Linux tells it; elsewhere nothing is found. */
final class OpenFiles {
  private static final Path SELF = Path.of("/proc/self");
  private static final String LISTENING = "0A";
  private static final int PATH_COLUMN = 5;

  private OpenFiles() {}

  /** Files below this folder, without links in its path, that are open, mapped or locked. */
  static List<String> below(Path folder) throws IOException {
    var start = folder + "/";
    var leaks = new ArrayList<String>();
    for (var path : targets()) {
      if (path.startsWith(start)) {
        leaks.add(isLocked(path) ? "lock on " + path + " is held" : "file " + path + " is open");
      }
    }
    for (var path : mappings()) {
      if (path.startsWith(start)) {
        leaks.add("file " + path + " is mapped");
      }
    }
    return leaks;
  }

  /** Names of all open sockets. */
  static Set<String> sockets() throws IOException {
    return targets();
  }

  /** The name of the socket of this network that listens on the port. */
  static Optional<String> listener(int port) throws IOException {
    var ending = ":%04X".formatted(port);
    for (var table : List.of("tcp", "tcp6")) {
      var file = SELF.resolve("net").resolve(table);
      if (Files.isReadable(file)) {
        for (var line : Files.readAllLines(file)) {
          var columns = line.strip().split("\\s+", -1);
          if (columns.length > 9 && columns[1].endsWith(ending) && columns[3].equals(LISTENING)) {
            return Optional.of("socket:[" + columns[9] + "]");
          }
        }
      }
    }
    return Optional.empty();
  }

  private static Set<String> targets() throws IOException {
    var targets = new LinkedHashSet<String>();
    var folder = SELF.resolve("fd");
    if (Files.isDirectory(folder)) {
      try (var descriptors = Files.newDirectoryStream(folder)) {
        for (var descriptor : descriptors) {
          target(descriptor).ifPresent(targets::add);
        }
      }
    }
    return targets;
  }

  private static Optional<String> target(Path descriptor) throws IOException {
    try {
      return Optional.of(Files.readSymbolicLink(descriptor).toString());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static Set<String> mappings() throws IOException {
    var paths = new LinkedHashSet<String>();
    var maps = SELF.resolve("maps");
    if (Files.isReadable(maps)) {
      for (var line : Files.readAllLines(maps)) {
        var columns = line.split("\\s+", PATH_COLUMN + 1);
        if (columns.length > PATH_COLUMN) {
          paths.add(columns[PATH_COLUMN]);
        }
      }
    }
    return paths;
  }

  private static boolean isLocked(String path) throws IOException {
    var file = Path.of(path);
    if (!Files.isRegularFile(file) || !Files.isWritable(file)) {
      return false;
    }
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE);
        var lock = channel.tryLock()) {
      return lock == null;
    } catch (OverlappingFileLockException e) {
      return true;
    }
  }
}
