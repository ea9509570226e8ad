package io.dagstore.distribution.gostore;

import io.dagstore.distribution.gostore.leveldb.Entry;
import io.dagstore.distribution.gostore.leveldb.LevelDb;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The folder of a Go dagstore: {@code datastore/} with its records, {@code index/}, {@code
 * transients/}; or a file of exported records, whose folder may have the latter two. Only read, and
 * only while no Go process writes there. Thread-safe.
 */
public final class GoStore {
  private static final byte[] PREFIX = "/dagstore/".getBytes(StandardCharsets.UTF_8);
  private static final int MAX_LINE = 2 * Entry.MAX_VALUE;
  private static final int MAX_VERSION = 64;

  private final Path root;
  private final Optional<Path> exported;
  private final RecordJson json = new RecordJson(MAX_LINE);

  private GoStore(Path root, Optional<Path> exported) {
    this.root = root;
    this.exported = exported;
  }

  /** Is shown entries. */
  @FunctionalInterface
  public interface Visitor {
    /** One entry. */
    void entry(GoEntry entry) throws IOException, InterruptedException;
  }

  /**
   * The dagstore at a path.
   *
   * @param path its folder, or a file of exported records
   * @throws NoSuchFileException if neither is there
   */
  public static GoStore at(Path path) throws IOException {
    if (Files.isRegularFile(path)) {
      var folder = path.toAbsolutePath().normalize().getParent();
      return new GoStore(folder == null ? path : folder, Optional.of(path));
    }
    if (!Files.isDirectory(path)) {
      throw new NoSuchFileException(path.toString());
    }
    if (!Files.isDirectory(path.resolve("datastore"))) {
      throw new NoSuchFileException(
          path.toString(), null, "expected the folder of a Go dagstore, got none: no datastore/");
    }
    return new GoStore(path.toAbsolutePath().normalize(), Optional.empty());
  }

  /**
   * Shows all entries of its records, those that are none too.
   *
   * @throws io.dagstore.core.files.CorruptDataException if a file of its database is damaged
   */
  public void forEach(Visitor visitor) throws IOException, InterruptedException {
    if (exported.isPresent()) {
      try (var in = new BufferedInputStream(Files.newInputStream(exported.get()))) {
        lines(in, visitor);
      }
    } else {
      var database = new LevelDb(root.resolve("datastore"));
      database.forEach(PREFIX, entry -> visitor.entry(decoded(entry)));
    }
  }

  private GoEntry decoded(Entry entry) {
    var name = new String(entry.key(), StandardCharsets.UTF_8);
    return entry.length() > Entry.MAX_VALUE
        ? tooLong(name, Entry.MAX_VALUE)
        : json.record(name, entry.value());
  }

  private static GoEntry tooLong(String name, int most) {
    return new GoEntry.Undecodable(name, "record: expected at most " + most + " bytes, got more");
  }

  private void lines(InputStream in, Visitor visitor) throws IOException, InterruptedException {
    var line = new ByteArrayOutputStream();
    long number = 1;
    long length = 0;
    for (int next = in.read(); next >= 0 || length > 0; next = in.read()) {
      if (next >= 0 && next != '\n') {
        if (length++ < MAX_LINE) {
          line.write(next);
        }
        continue;
      }
      var name = "line " + number++;
      if (length > 0) {
        visitor.entry(
            length > MAX_LINE ? tooLong(name, MAX_LINE) : json.line(name, line.toByteArray()));
      }
      line.reset();
      length = 0;
    }
  }

  /** The index that Go wrote of a shard, if it is there. */
  Optional<Path> index(GoRecord record) {
    return below("index", record.key() + ".full.idx");
  }

  /** What the folder of indices says of its version; 1 is known. */
  String indexVersion() throws IOException {
    try (var in = Files.newInputStream(root.resolve("index/.version"))) {
      return new String(in.readNBytes(MAX_VERSION), StandardCharsets.UTF_8).strip();
    } catch (NoSuchFileException e) {
      return "none";
    }
  }

  /** A whole local copy of a shard, if it is there: beside the records, else where they say. */
  Optional<Path> copy(GoRecord record) {
    return below("transients", "transient-" + record.key() + ".complete")
        .or(() -> file(record.copy()));
  }

  private static Optional<Path> file(String name) {
    try {
      return Optional.of(Path.of(name)).filter(Path::isAbsolute).filter(Files::isRegularFile);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** Go takes keys as names of files just as they are; one that leads elsewhere leads nowhere. */
  private Optional<Path> below(String folder, String name) {
    try {
      var parent = root.resolve(folder);
      var path = parent.resolve(name).normalize();
      return path.startsWith(parent) && Files.isRegularFile(path)
          ? Optional.of(path)
          : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
