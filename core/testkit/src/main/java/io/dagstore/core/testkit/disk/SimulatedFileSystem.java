package io.dagstore.core.testkit.disk;

import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.List;
import java.util.Set;

/** A disk from its start to the next power cut. */
final class SimulatedFileSystem extends FileSystem {
  private static final FileSystem REAL = FileSystems.getDefault();

  private final SimulatedDisk disk;
  private final FileSystemProvider provider;
  private volatile boolean on = true;

  SimulatedFileSystem(SimulatedDisk disk) {
    this.disk = disk;
    this.provider = new SimulatedProvider(this);
  }

  SimulatedDisk disk() {
    return disk;
  }

  Path path(Path real) {
    return new SimulatedPath(this, real);
  }

  @Override
  public FileSystemProvider provider() {
    return provider;
  }

  @Override
  public void close() {
    on = false;
  }

  @Override
  public boolean isOpen() {
    return on;
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public String getSeparator() {
    return REAL.getSeparator();
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    return List.of(disk.start());
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    return REAL.getFileStores();
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return Set.of("basic");
  }

  @Override
  public Path getPath(String first, String... more) {
    return path(REAL.getPath(first, more));
  }

  @Override
  public PathMatcher getPathMatcher(String syntaxAndPattern) {
    var matcher = REAL.getPathMatcher(syntaxAndPattern);
    return path -> matcher.matches(SimulatedPath.real(path));
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    throw new UnsupportedOperationException("a simulated disk has no users");
  }

  @Override
  public WatchService newWatchService() {
    throw new UnsupportedOperationException("a simulated disk cannot be watched");
  }
}
