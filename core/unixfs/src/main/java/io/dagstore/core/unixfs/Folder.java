package io.dagstore.core.unixfs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Optional;

/**
 * A real folder of an extraction, never reached through a symlink below its top.
 *
 * @param place where it is on the disk
 * @param path its path in the extraction, empty for the top
 * @param depth folders between it and the top
 */
record Folder(Path place, String path, int depth) {
  /** The folder that an extraction goes to, made when it is not there. */
  static Folder top(Path place) throws IOException {
    return new Folder(Files.createDirectories(place), "", 0);
  }

  String pathOf(String name) {
    return path.isEmpty() ? name : path + "/" + name;
  }

  private Path placeOf(String name) throws IOException {
    try {
      return place.resolve(name);
    } catch (InvalidPathException e) {
      throw new IOException("not a name on this system: " + pathOf(name), e);
    }
  }

  private static Optional<BasicFileAttributes> look(Path place) {
    try {
      return Optional.of(
          Files.readAttributes(place, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    } catch (IOException e) {
      // Absent, or so out of reach that the next step says why.
      return Optional.empty();
    }
  }

  private void refuseSymlink(String name, Optional<BasicFileAttributes> there)
      throws UnsafePathException {
    if (there.isPresent() && there.get().isSymbolicLink()) {
      throw new UnsafePathException(pathOf(name), "a symlink is in its place");
    }
  }

  /** The folder of that name below this one. */
  Folder enter(String name) throws IOException {
    Path below = placeOf(name);
    Optional<BasicFileAttributes> there = look(below);
    refuseSymlink(name, there);
    if (there.isEmpty()) {
      Files.createDirectory(below);
    } else if (!there.get().isDirectory()) {
      throw new FileAlreadyExistsException(below.toString(), null, "a file is in its place");
    }
    return new Folder(below, pathOf(name), depth + 1);
  }

  /** Writes a file under a temporary name and renames it when it is whole. */
  void write(String name, InputStream content, UnixFsMetadata metadata) throws IOException {
    Path target = placeOf(name);
    Optional<BasicFileAttributes> there = look(target);
    refuseSymlink(name, there);
    if (there.isPresent() && there.get().isDirectory()) {
      throw new FileAlreadyExistsException(target.toString(), null, "a folder is in its place");
    }
    Path partial = freeName();
    try {
      try (OutputStream out = Files.newOutputStream(partial, StandardOpenOption.CREATE_NEW)) {
        content.transferTo(out);
      }
      apply(partial, metadata);
      Files.move(
          partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  private Path freeName() {
    for (int i = 0; ; i++) {
      Path candidate = place.resolve(".dagstore-" + i + ".part");
      if (look(candidate).isEmpty()) {
        return candidate;
      }
    }
  }

  /** Makes a symlink; one that is there already must lead to the same target. */
  void link(String name, String target) throws IOException {
    Path link = placeOf(name);
    Path wanted = placeOf(target).getFileSystem().getPath(target);
    Optional<BasicFileAttributes> there = look(link);
    if (there.isPresent()
        && there.get().isSymbolicLink()
        && Files.readSymbolicLink(link).equals(wanted)) {
      return;
    }
    refuseSymlink(name, there);
    try {
      Files.createSymbolicLink(link, wanted);
    } catch (UnsupportedOperationException e) {
      throw new IOException("this file system has no symlinks: " + pathOf(name), e);
    }
  }

  /** Gives this folder its mode and mtime, once everything is in it. */
  void seal(UnixFsMetadata metadata) throws IOException {
    apply(place, metadata);
  }

  // Permission bits only: a DAG from anywhere sets no setuid, setgid or sticky bit.
  private static void apply(Path file, UnixFsMetadata metadata) throws IOException {
    PosixFileAttributeView posix = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (metadata.mode().isPresent() && posix != null) {
      posix.setPermissions(PosixMode.permissions(metadata.mode().getAsInt()));
    }
    if (metadata.mtime().isPresent()) {
      Files.setLastModifiedTime(file, FileTime.from(metadata.mtime().get()));
    }
  }
}
