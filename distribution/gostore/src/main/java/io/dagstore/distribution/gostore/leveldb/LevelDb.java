package io.dagstore.distribution.gostore.leveldb;

import io.dagstore.core.files.Closer;
import io.dagstore.core.files.CorruptDataException;
import io.dagstore.core.files.FileSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A LevelDB database, read without opening it: nothing in its folder is made, locked, recovered or
 * changed. Nobody may write to it meanwhile. Immutable, thread-safe.
 */
public final class LevelDb {
  private static final String CURRENT = "CURRENT";
  private static final int MAX_CURRENT = 64;
  private static final Pattern MANIFEST = Pattern.compile("MANIFEST-\\d{1,19}");
  private static final Pattern LOG = Pattern.compile("(\\d{1,18})\\.log");

  private final Path folder;

  /** The database in this folder; nothing is read before it is asked for. */
  public LevelDb(Path folder) {
    this.folder = folder;
  }

  /** Is shown entries. */
  @FunctionalInterface
  public interface Visitor {
    /** One entry. */
    void entry(Entry entry) throws IOException, InterruptedException;
  }

  /**
   * Shows the entries whose keys begin with this prefix, in the order of their keys' bytes.
   *
   * @throws CorruptDataException if a file is damaged; names it
   * @throws java.nio.file.NoSuchFileException if a file is missing; names it
   */
  public void forEach(byte[] prefix, Visitor visitor) throws IOException, InterruptedException {
    var manifest = manifest();
    try (var open = new Closer()) {
      var cursors = new ArrayList<Cursor>();
      cursors.add(logs(manifest, prefix).cursor());
      for (var run : runs(manifest.tables(prefix))) {
        cursors.add(open.register(new Tables(folder, prefix, run)));
      }
      var entries = new Merged(cursors);
      for (var entry = entries.next(); entry != null; entry = entries.next()) {
        visitor.entry(entry);
      }
    }
  }

  private Manifest manifest() throws IOException {
    try (var source = FileSource.open(folder.resolve(manifestName()))) {
      return new Manifest(new LogFile(source));
    }
  }

  private String manifestName() throws IOException {
    var file = folder.resolve(CURRENT);
    try (var source = FileSource.open(file)) {
      var bytes = new byte[MAX_CURRENT];
      int length = source.readUpTo(0, bytes, 0, bytes.length);
      var name = new String(bytes, 0, length, StandardCharsets.UTF_8).strip();
      if (!MANIFEST.matcher(name).matches()) {
        throw new CorruptDataException(
            source.name(), 0, "name of the manifest", "MANIFEST-<number>", "'" + name + "'");
      }
      return name;
    }
  }

  private WriteLog logs(Manifest manifest, byte[] prefix) throws IOException {
    var files = new TreeMap<Long, Path>();
    try (var all = Files.newDirectoryStream(folder)) {
      for (var file : all) {
        var name = LOG.matcher(String.valueOf(file.getFileName()));
        if (name.matches() && manifest.needsLog(Long.parseLong(name.group(1)))) {
          files.put(Long.parseLong(name.group(1)), file);
        }
      }
    }
    var log = new WriteLog(prefix);
    for (var file : files.values()) {
      try (var source = FileSource.open(file)) {
        log.add(new LogFile(source));
      }
    }
    return log;
  }

  /** Tables of level 0 may overlap, each is a run; those of any other level are one together. */
  private static List<List<TableFile>> runs(List<TableFile> tables) {
    var runs = new ArrayList<List<TableFile>>();
    var levels = new TreeMap<Integer, List<TableFile>>();
    for (var table : tables) {
      if (table.level() == 0) {
        runs.add(List.of(table));
      } else {
        levels.computeIfAbsent(table.level(), _ -> new ArrayList<>()).add(table);
      }
    }
    for (var level : levels.values()) {
      level.sort(Comparator.comparing(TableFile::smallest, Arrays::compareUnsigned));
      runs.add(level);
    }
    return runs;
  }
}
