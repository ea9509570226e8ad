package io.dagstore.core.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/** Opens files for reading, and nothing that only looks like one. */
final class RegularFile {
  private RegularFile() {}

  /** A folder opens but cannot be read, and opening a pipe may wait for ever: both are refused. */
  static FileChannel open(Path path) throws IOException {
    var attributes = Files.readAttributes(path, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      String kind = attributes.isDirectory() ? "a folder" : "no regular file";
      throw new FileSystemException(path.toString(), null, "is " + kind);
    }
    return FileChannel.open(path, StandardOpenOption.READ);
  }
}
