package io.dagstore.index.file;

import io.dagstore.core.api.Collected;
import io.dagstore.core.api.ShardFileName;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.index.OpenMode;
import io.dagstore.core.api.index.ShardIndex;
import io.dagstore.core.api.index.ShardIndexRepository;
import io.dagstore.core.api.index.ShardIndexWriter;
import io.dagstore.core.api.index.ShardOwner;
import io.dagstore.core.files.AtomicFile;
import io.dagstore.core.files.CorruptDataException;
import io.dagstore.core.files.Mapping;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.StampedLock;

/**
 * Shard indices as files below one directory: {@code .version}, and {@code <xx>/<key>.blocks} for
 * each shard whose index is not small. Opening it costs the same whatever their number.
 */
public final class FileShardIndexRepository implements ShardIndexRepository {
  private static final String VERSION = "1";
  private static final String ENDING = ".blocks";

  private final Path directory;
  private final Path unfinished;
  private final OpenMode mode;

  /** Read by each writer until it is closed; not bound to a thread. */
  private final StampedLock writers = new StampedLock();

  private FileShardIndexRepository(Path directory, OpenMode mode) {
    this.directory = directory;
    this.unfinished = directory.resolve(".unfinished");
    this.mode = mode;
  }

  /**
   * Opens the indices in a directory, and clears away what a killed process left unfinished.
   *
   * @throws CorruptDataException if the directory is of another version
   */
  public static FileShardIndexRepository open(Path directory, OpenMode mode) throws IOException {
    var repository = new FileShardIndexRepository(directory, mode);
    repository.checkVersion();
    if (mode == OpenMode.READ_WRITE) {
      AtomicFile.createFolders(repository.unfinished);
      AtomicFile.sweep(repository.unfinished);
    }
    return repository;
  }

  private void checkVersion() throws IOException {
    Path file = directory.resolve(".version");
    if (Files.exists(file)) {
      String version = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
      if (!version.equals(VERSION)) {
        throw new CorruptDataException(file.toString(), 0, "index version", VERSION, version);
      }
    } else if (mode == OpenMode.READ_WRITE) {
      AtomicFile.createFolders(directory);
      AtomicFile.write(file, FileShardIndexRepository::writeVersion);
    }
  }

  private static void writeVersion(FileChannel channel) throws IOException {
    var version = ByteBuffer.wrap(VERSION.getBytes(StandardCharsets.ISO_8859_1));
    while (version.hasRemaining()) {
      channel.write(version);
    }
  }

  private void mayWrite() {
    if (mode == OpenMode.READ_ONLY) {
      throw new IllegalStateException(directory + " is open read-only");
    }
  }

  @Override
  public ShardIndexWriter create(ShardKey key) throws IOException {
    mayWrite();
    var name = new ShardFileName(key);
    long stamp = writers.readLock();
    return new BlocksWriter(
        name.in(directory, ENDING), unfinished, name.owner(), () -> writers.unlockRead(stamp));
  }

  @Override
  public Optional<ShardIndex> open(ShardKey key) throws IOException {
    var name = new ShardFileName(key);
    try {
      return Optional.of(FileShardIndex.open(name.in(directory, ENDING), name.owner()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public ShardIndex open(ShardKey key, byte[] small) throws IOException {
    var name = new ShardFileName(key);
    var index = FileShardIndex.of(Mapping.of("small index of shard " + key, small), name.owner());
    index.verify();
    return index;
  }

  @Override
  public boolean drop(ShardKey key) throws IOException {
    mayWrite();
    Path file = new ShardFileName(key).in(directory, ENDING);
    if (!Files.deleteIfExists(file)) {
      return false;
    }
    AtomicFile.forceFolder(file.resolveSibling("."));
    return true;
  }

  @Override
  public List<Collected> collect(ShardOwner owner) throws IOException {
    mayWrite();
    long alone = writers.tryWriteLock();
    if (alone != 0) {
      try {
        AtomicFile.sweep(unfinished);
      } finally {
        writers.unlockWrite(alone);
      }
    }
    return new OrphanFiles(directory, ENDING, owner).collect();
  }

  @Override
  public List<String> unowned(ShardOwner owner) throws IOException {
    var names = new ArrayList<String>();
    if (Files.exists(directory)) {
      AtomicFile.unfinished(unfinished).forEach(file -> names.add(file.toString()));
      new OrphanFiles(directory, ENDING, owner).find((_, file) -> names.add(file.toString()));
    }
    return names;
  }

  @Override
  public void close() {}
}
