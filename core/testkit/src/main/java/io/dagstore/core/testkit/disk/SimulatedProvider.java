package io.dagstore.core.testkit.disk;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Brings every call to the disk, which does it, counts it, or lets it fail. */
final class SimulatedProvider extends FileSystemProvider {
  private final SimulatedFileSystem system;

  SimulatedProvider(SimulatedFileSystem system) {
    this.system = system;
  }

  private <T> T call(DiskCall call, Path path, SimulatedDisk.Work<T> work) throws IOException {
    return system.disk().call(system, call, path, work);
  }

  @Override
  public String getScheme() {
    return "simulated";
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> env) {
    throw new UnsupportedOperationException("a simulated disk is made over a folder");
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    return system;
  }

  @Override
  public Path getPath(URI uri) {
    return system.path(Path.of(uri.getPath()));
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return newFileChannel(path, options, attributes);
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    Path real = SimulatedPath.real(path);
    var wanted = new HashSet<OpenOption>(options);
    boolean append = wanted.remove(StandardOpenOption.APPEND);
    boolean empty = wanted.remove(StandardOpenOption.TRUNCATE_EXISTING);
    boolean delete = wanted.remove(StandardOpenOption.DELETE_ON_CLOSE);
    if (append) {
      wanted.add(StandardOpenOption.WRITE);
    }
    boolean makes = makes(real, wanted);
    var channel =
        call(
            makes ? DiskCall.CREATE : DiskCall.OPEN,
            real,
            () -> {
              var opened = FileChannel.open(real, wanted, attributes);
              if (makes) {
                system.disk().folders().made(real);
              }
              return system.disk().opened(new SimulatedChannel(system, real, opened, append));
            });
    if (empty && !makes) {
      channel.truncate(0);
    }
    if (delete) {
      delete(path);
    }
    return channel;
  }

  private static boolean makes(Path real, Set<OpenOption> wanted) {
    return wanted.contains(StandardOpenOption.CREATE_NEW)
        || (wanted.contains(StandardOpenOption.CREATE) && !Files.exists(real));
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
    var entries = new ArrayList<Path>();
    for (var entry : call(DiskCall.LIST, SimulatedPath.real(folder), () -> list(folder))) {
      if (filter.accept(entry)) {
        entries.add(entry);
      }
    }
    return new DirectoryStream<>() {
      @Override
      public Iterator<Path> iterator() {
        return List.copyOf(entries).iterator();
      }

      @Override
      public void close() {}
    };
  }

  private List<Path> list(Path folder) throws IOException {
    var entries = new ArrayList<Path>();
    try (var real = Files.newDirectoryStream(SimulatedPath.real(folder))) {
      real.forEach(entry -> entries.add(system.path(entry)));
    }
    return entries;
  }

  @Override
  public void createDirectory(Path path, FileAttribute<?>... attributes) throws IOException {
    Path real = SimulatedPath.real(path);
    if (Files.exists(real)) {
      throw new FileAlreadyExistsException(real.toString());
    }
    call(
        DiskCall.CREATE_FOLDER,
        real,
        () -> {
          Files.createDirectory(real, attributes);
          system.disk().folders().made(real);
          return path;
        });
  }

  @Override
  public void delete(Path path) throws IOException {
    Path real = SimulatedPath.real(path);
    call(
        DiskCall.DELETE,
        real,
        () -> {
          check(real);
          system.disk().folders().remove(real);
          return path;
        });
  }

  private void check(Path real) throws IOException {
    if (!Files.exists(real, LinkOption.NOFOLLOW_LINKS)) {
      throw new NoSuchFileException(real.toString());
    }
    if (Files.isDirectory(real) && !list(system.path(real)).isEmpty()) {
      throw new DirectoryNotEmptyException(real.toString());
    }
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) throws IOException {
    try (var from = newFileChannel(source, Set.of(StandardOpenOption.READ));
        var to =
            newFileChannel(
                target, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
      from.transferTo(0, from.size(), to);
    }
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    Path from = SimulatedPath.real(source);
    Path to = SimulatedPath.real(target);
    boolean replaces =
        Arrays.stream(options)
            .anyMatch(option ->
                option == StandardCopyOption.ATOMIC_MOVE
                    || option == StandardCopyOption.REPLACE_EXISTING);
    call(
        DiskCall.RENAME,
        to,
        () -> {
          if (!Files.exists(from)) {
            throw new NoSuchFileException(from.toString());
          }
          if (!replaces && Files.exists(to)) {
            throw new FileAlreadyExistsException(to.toString());
          }
          system.disk().folders().rename(from, to);
          return target;
        });
  }

  @Override
  public boolean isSameFile(Path path, Path other) throws IOException {
    return Files.isSameFile(SimulatedPath.real(path), SimulatedPath.real(other));
  }

  @Override
  public boolean isHidden(Path path) throws IOException {
    return Files.isHidden(SimulatedPath.real(path));
  }

  @Override
  public FileStore getFileStore(Path path) throws IOException {
    return Files.getFileStore(SimulatedPath.real(path));
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    Path real = SimulatedPath.real(path);
    call(
        DiskCall.STAT,
        real,
        () -> {
          real.getFileSystem().provider().checkAccess(real, modes);
          return path;
        });
  }

  @Override
  public <V extends FileAttributeView> @Nullable V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return Files.getFileAttributeView(SimulatedPath.real(path), type, options);
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    Path real = SimulatedPath.real(path);
    return call(DiskCall.STAT, real, () -> Files.readAttributes(real, type, options));
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
      throws IOException {
    Path real = SimulatedPath.real(path);
    return call(DiskCall.STAT, real, () -> Files.readAttributes(real, attributes, options));
  }

  @Override
  public void setAttribute(Path path, String attribute, Object value, LinkOption... options)
      throws IOException {
    Files.setAttribute(SimulatedPath.real(path), attribute, value, options);
  }
}
