package io.dagstore.core.testkit.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** What was written to files and not forced. A file is known by what it is, not by its name. */
final class UnforcedFiles implements Closeable {
  private final Map<Object, UnforcedWrites> files = new LinkedHashMap<>();

  static Object identity(Path file) throws IOException {
    return Objects.requireNonNull(
        Files.readAttributes(file, BasicFileAttributes.class).fileKey(),
        "a file system that tells files apart");
  }

  /** Writes at a position; the position of {@code bytes} moves. */
  int write(Path path, Object file, ByteBuffer bytes, long position) throws IOException {
    return of(path, file).write(bytes, position);
  }

  void truncate(Path path, Object file, long size) throws IOException {
    of(path, file).truncate(size);
  }

  private UnforcedWrites of(Path path, Object file) throws IOException {
    var writes = files.get(file);
    if (writes == null) {
      writes = new UnforcedWrites(path);
      files.put(file, writes);
    }
    return writes;
  }

  void force(Object file) throws IOException {
    var writes = files.get(file);
    if (writes != null && writes.force()) {
      files.remove(file);
      writes.close();
    }
  }

  /** A force of this file failed. */
  void loseForGood(Path path) throws IOException {
    var writes = files.get(identity(path));
    if (writes != null) {
      writes.loseForGood();
    }
  }

  void lose(Tear tear) throws IOException {
    for (var writes : files.values()) {
      writes.lose(tear);
    }
    close();
  }

  @Override
  public void close() throws IOException {
    for (var writes : files.values()) {
      writes.close();
    }
    files.clear();
  }
}
