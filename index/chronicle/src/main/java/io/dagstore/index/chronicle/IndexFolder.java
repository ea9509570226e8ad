package io.dagstore.index.chronicle;

import io.dagstore.core.files.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The folder of an index: a manifest, a lock, and two files for each generation. */
record IndexFolder(Path path) {
  private static final Pattern OF_GENERATION = Pattern.compile("([0-9]{1,18})\\.(pairs|shards)");

  Path pairs(long generation) {
    return path.resolve(generation + ".pairs");
  }

  Path shards(long generation) {
    return path.resolve(generation + ".shards");
  }

  private Path manifest() {
    return path.resolve("manifest");
  }

  Path lock() {
    return path.resolve("writer.lock");
  }

  /** What the manifest says; empty: there is none. */
  Optional<Manifest> load() throws IOException {
    return Files.exists(manifest()) ? Optional.of(Manifest.read(manifest())) : Optional.empty();
  }

  void store(Manifest manifest) throws IOException {
    manifest.write(manifest());
  }

  void prepare() throws IOException {
    AtomicFile.createFolders(path);
    AtomicFile.sweep(path);
  }

  void delete(long generation) throws IOException {
    Files.deleteIfExists(pairs(generation));
    Files.deleteIfExists(shards(generation));
  }

  /** Removes generations that do not count; who has one open goes on to the one that does. */
  void sweep(long counting) throws IOException {
    for (var file : generations(counting)) {
      if (file.toString().endsWith(".shards")) {
        supersede(file);
      }
      Files.deleteIfExists(file);
    }
  }

  private static void supersede(Path file) {
    try (var table = ShardTable.open(file)) {
      table.set(ShardTable.Field.SUPERSEDED, 1);
    } catch (IOException e) {
      // Nobody can have it open then.
    }
  }

  private List<Path> generations(long except) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (var files = Files.list(path)) {
      return files.filter(file -> isOther(file, except)).toList();
    }
  }

  private static boolean isOther(Path file, long except) {
    var name = OF_GENERATION.matcher(file.getFileName().toString());
    return name.matches() && Long.parseLong(name.group(1)) != except;
  }

  /** What the next opening to write removes. */
  List<Path> leftovers(long counting) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    var left = new ArrayList<>(AtomicFile.unfinished(path));
    left.addAll(generations(counting));
    return left;
  }
}
