package io.dagstore.mounts.file;

import io.dagstore.core.api.mount.Mount;
import io.dagstore.core.api.mount.MountStat;
import io.dagstore.core.files.FileSource;
import io.dagstore.core.files.Source;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** A pointer to a file. */
record FileMount(URI uri, Path path) implements Mount {
  @Override
  public MountStat stat() throws IOException {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(path, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      return MountStat.ABSENT;
    }
    if (attributes.isDirectory()) {
      throw new FileSystemException(path.toString(), null, "is a folder");
    }
    return MountStat.ready(attributes.size());
  }

  @Override
  public Source open() throws IOException {
    return FileSource.open(path);
  }
}
