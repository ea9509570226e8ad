package io.dagstore.index.file;

import io.dagstore.core.api.Collected;
import io.dagstore.core.api.ShardFileName;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.index.ShardOwner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Finds files whose shard nobody owns. A name mostly tells the whole key; of those that were cut,
 * the owner's keys are gone through for what they would be called. A file that is not named as one
 * of ours is left alone.
 */
final class OrphanFiles {
  private final Path directory;
  private final String ending;
  private final ShardOwner owner;
  private final Map<Path, String> cut = new HashMap<>();

  OrphanFiles(Path directory, String ending, ShardOwner owner) {
    this.directory = directory;
    this.ending = ending;
    this.owner = owner;
  }

  /** Removes them. */
  List<Collected> collect() throws IOException {
    var collected = new ArrayList<Collected>();
    find((key, file) -> collected.add(remove(key, file)));
    return collected;
  }

  /** Hands on each, with what its name tells of the key. */
  void find(BiConsumer<ShardKey, Path> orphan) throws IOException {
    try (var folders = Files.newDirectoryStream(directory, "[0-9a-f][0-9a-f]")) {
      for (var folder : folders) {
        look(folder, orphan);
      }
    }
    if (!cut.isEmpty()) {
      owner.forEach(key -> cut.remove(new ShardFileName(key).in(directory, ending)));
      cut.forEach((file, start) -> orphan.accept(ShardKey.of(start), file));
    }
  }

  private void look(Path folder, BiConsumer<ShardKey, Path> orphan) throws IOException {
    try (var files = Files.newDirectoryStream(folder, "*" + ending)) {
      for (var file : files) {
        var name = String.valueOf(file.getFileName());
        var key = ShardFileName.key(name.substring(0, name.length() - ending.length()));
        if (key.isPresent() && file.equals(new ShardFileName(key.get()).in(directory, ending))) {
          if (!owner.owns(key.get())) {
            orphan.accept(key.get(), file);
          }
        } else {
          ShardFileName.start(name).ifPresent(start -> cut.put(file, start));
        }
      }
    }
  }

  private static Collected remove(ShardKey key, Path file) {
    try {
      Files.deleteIfExists(file);
      return new Collected(key, Optional.empty());
    } catch (IOException e) {
      return new Collected(key, Optional.of(e.toString()));
    }
  }
}
