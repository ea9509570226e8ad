package io.dagstore.core.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A file that appears whole or not at all, and durably: it is written beside its target under a
 * temporary name, forced to disk, renamed over the target, and then its folder is forced. Closing
 * without {@link #commit} or {@link #publish} removes what was written. For one thread.
 */
public final class AtomicFile implements Closeable {
  private static final String PREFIX = ".dagstore-";
  private static final String SUFFIX = ".tmp";

  private static final Set<OpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<?>[] NO_ATTRIBUTES = {};

  private final Path target;
  private final Path temporary;
  private final FileChannel channel;
  private boolean committed;

  /** What is to be written. */
  @FunctionalInterface
  public interface Body {
    /** Writes the whole file to {@code channel}, from its start. */
    void write(FileChannel channel) throws IOException;
  }

  private AtomicFile(Path target, Path temporary, FileChannel channel) {
    this.target = target;
    this.temporary = temporary;
    this.channel = channel;
  }

  /**
   * Begins a file that will replace or make {@code target}. A symbolic link stays, its goal is
   * replaced.
   *
   * @throws FileSystemException if the target is there and is no regular file
   */
  public static AtomicFile create(Path target) throws IOException {
    Path real = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
    if (Files.exists(real) && !Files.isRegularFile(real)) {
      throw new FileSystemException(target.toString(), null, "is no regular file");
    }
    return begin(real, real.resolveSibling("."));
  }

  /**
   * Begins a file that will replace or make {@code target}, written in another folder of the same
   * file system until then: one folder to {@link #sweep} for many.
   */
  public static AtomicFile create(Path target, Path temporaryFolder) throws IOException {
    return begin(target.toAbsolutePath(), temporaryFolder);
  }

  private static AtomicFile begin(Path target, Path folder, FileAttribute<?>... attributes)
      throws IOException {
    Path temporary = folder.resolve(PREFIX + Long.toHexString(System.nanoTime()) + SUFFIX);
    try {
      return new AtomicFile(target, temporary, FileChannel.open(temporary, NEW, attributes));
    } catch (FileAlreadyExistsException e) {
      return begin(target, folder, attributes);
    }
  }

  /** Writes a whole file; on return it is durable, after an exception nothing has changed. */
  public static void write(Path target, Body body) throws IOException {
    try (AtomicFile file = create(target)) {
      body.write(file.channel());
      file.commit();
    }
  }

  /**
   * Writes a whole file that only its owner may read and write, from its first byte on, where the
   * file system knows of owners.
   */
  public static void writeSecret(Path target, byte[] secret) throws IOException {
    Path real = target.toAbsolutePath();
    Path folder = real.resolveSibling(".");
    boolean owners = Files.getFileStore(folder).supportsFileAttributeView("posix");
    FileAttribute<?>[] attributes = owners ? new FileAttribute<?>[] {OWNER_ONLY} : NO_ATTRIBUTES;
    try (AtomicFile file = begin(real, folder, attributes)) {
      ByteBuffer bytes = ByteBuffer.wrap(secret);
      while (bytes.hasRemaining()) {
        file.channel().write(bytes);
      }
      file.commit();
    }
  }

  /**
   * Removes what killed processes left unfinished in a folder. Only for folders in which no other
   * process writes.
   */
  public static void sweep(Path folder) throws IOException {
    for (Path path : unfinished(folder)) {
      Files.deleteIfExists(path);
    }
  }

  /** What {@link #sweep} would remove now; nothing where the folder is not there. */
  public static List<Path> unfinished(Path folder) throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, PREFIX + "*" + SUFFIX)) {
      var files = new ArrayList<Path>();
      left.forEach(files::add);
      return files;
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  /**
   * Opens an empty file without a name for reading and writing: it is gone when the channel closes
   * or the process dies.
   *
   * @param folder whose disk it takes room on
   */
  public static FileChannel scratch(Path folder) throws IOException {
    Path path = Files.createTempFile(folder, PREFIX, SUFFIX);
    return FileChannel.open(
        path,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        StandardOpenOption.DELETE_ON_CLOSE);
  }

  /** Makes a folder, and those above it, where there is none; durable on return. */
  public static void createFolders(Path folder) throws IOException {
    Path absolute = folder.toAbsolutePath();
    Path parent = absolute.getParent();
    if (parent == null || Files.isDirectory(absolute)) {
      return;
    }
    createFolders(parent);
    try {
      Files.createDirectory(absolute);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(absolute)) {
        throw e;
      }
    }
    forceFolder(parent);
  }

  /** Makes renames and removals in {@code folder} durable. */
  public static void forceFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /**
   * Makes the content of a file durable that was {@linkplain #publish published}; its name is when
   * its folder is forced. After a failure what is on the disk is unknown, and a second force tells
   * nothing: the file is to be written anew.
   */
  public static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Returns the channel to write to; it can also be read and repositioned. */
  public FileChannel channel() {
    return channel;
  }

  /** Makes the file appear; durable on return. To be called once. */
  public void commit() throws IOException {
    channel.force(true);
    publish();
    Path folder = target.getParent();
    if (folder != null) {
      forceFolder(folder);
    }
  }

  /**
   * Makes the file appear, whole for who reads it now; after a power cut it is there, or right,
   * only if it was {@linkplain #force forced}, and its folder. In place of {@link #commit}.
   */
  public void publish() throws IOException {
    channel.close();
    Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    committed = true;
  }

  @Override
  public void close() throws IOException {
    channel.close();
    if (!committed) {
      Files.deleteIfExists(temporary);
    }
  }
}
