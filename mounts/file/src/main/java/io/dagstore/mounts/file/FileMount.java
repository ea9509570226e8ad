package io.dagstore.mounts.file;

import io.dagstore.core.api.mount.Mount;
import io.dagstore.core.api.mount.MountStat;
import io.dagstore.core.files.FileSource;
import io.dagstore.core.files.Source;
import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
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
    try {
      return FileSource.open(path);
    } catch (NoSuchFileException e) {
      throw told(new NoSuchFileException(path.toString(), null, "expected a file, got none"), e);
    } catch (AccessDeniedException e) {
      throw told(
          new AccessDeniedException(path.toString(), null, "expected leave to read it, got none"),
          e);
    }
  }

  /** Says in words what the file system says with the type alone. */
  private static IOException told(IOException inWords, IOException cause) {
    inWords.initCause(cause);
    return inWords;
  }
}
