package io.dagstore.core.store;

import io.dagstore.core.api.ShardFileName;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.files.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Names of the files in the folder of local copies: the whole copy, the part of one that is being
 * made, and the note of either. Go's dagstore names its copies alike, with the key as it is.
 */
record CopyFiles(Path folder) {
  private static final String START = "transient-";
  private static final String WHOLE = ".complete";
  private static final String PART = ".partial";
  private static final String NOTE = ".note";

  /**
   * A file in the folder.
   *
   * @param file where it is
   * @param key of the shard whose name of ours it has
   * @param raw of the shard that Go would name so
   */
  record Found(Path file, Optional<ShardKey> key, Optional<ShardKey> raw) {}

  Path whole(ShardKey key) {
    return file(key, WHOLE);
  }

  Path part(ShardKey key) {
    return file(key, PART);
  }

  Path note(ShardKey key) {
    return file(key, NOTE);
  }

  private Path file(ShardKey key, String ending) {
    return folder.resolve(START + new ShardFileName(key).text() + ending);
  }

  /** Gives a copy of Go's dagstore the name of ours. */
  void adopt(Path file, ShardKey key) throws IOException {
    Files.move(file, whole(key), StandardCopyOption.ATOMIC_MOVE);
    AtomicFile.forceFolder(folder);
  }

  /** Removes all files of a shard. */
  void remove(ShardKey key) throws IOException {
    Files.deleteIfExists(whole(key));
    Files.deleteIfExists(part(key));
    Files.deleteIfExists(note(key));
  }

  /** Bytes of a shard's copy, whole or in part. */
  long size(ShardKey key) throws IOException {
    long size = 0;
    for (var file : List.of(whole(key), part(key))) {
      size += Files.exists(file) ? Files.size(file) : 0;
    }
    return size;
  }

  /** All files of the folder and of folders in it. */
  List<Found> list() throws IOException {
    if (Files.notExists(folder)) {
      return List.of();
    }
    var found = new ArrayList<Found>();
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(path -> !Files.isDirectory(path)).toList()) {
        found.add(found(file));
      }
    }
    return found;
  }

  private Found found(Path file) {
    var name = file.getFileName().toString();
    for (var ending : List.of(WHOLE, PART, NOTE)) {
      var text = between(name, ending);
      if (text != null && folder.equals(file.getParent())) {
        var note = file.resolveSibling(START + text + NOTE);
        var key =
            ShardFileName.key(text)
                .or(() -> CopyNote.key(note))
                .filter(known -> new ShardFileName(known).text().equals(text));
        return new Found(file, key, ending.equals(WHOLE) ? raw(text) : Optional.empty());
      }
    }
    return new Found(file, Optional.empty(), Optional.empty());
  }

  private static @Nullable String between(String name, String ending) {
    boolean ours = name.startsWith(START) && name.endsWith(ending);
    return ours && name.length() > START.length() + ending.length()
        ? name.substring(START.length(), name.length() - ending.length())
        : null;
  }

  private static Optional<ShardKey> raw(String text) {
    try {
      return Optional.of(ShardKey.of(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
