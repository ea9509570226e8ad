package io.dagstore.journal.file;

import io.dagstore.core.files.AtomicFile;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** The files of a journal: the current one and those that were set aside. */
final class JournalFolder {
  private final Path folder;

  JournalFolder(Path folder) {
    this.folder = folder;
  }

  Path current() {
    return folder.resolve("dagstore-journal.ndjson");
  }

  /** Those that were set aside, oldest first; of one that is there twice, the compressed. */
  List<RolledFile> rolled() throws IOException {
    var byNumber = new TreeMap<Long, RolledFile>();
    for (var file : everyRolled()) {
      byNumber.merge(file.number(), file, (one, other) -> one.compressed() ? one : other);
    }
    return List.copyOf(byNumber.values());
  }

  private List<RolledFile> everyRolled() throws IOException {
    var files = new ArrayList<RolledFile>();
    if (!Files.exists(folder)) {
      return files;
    }
    try (var paths = Files.newDirectoryStream(folder, "dagstore-journal-*")) {
      paths.forEach(path -> RolledFile.of(path).ifPresent(files::add));
    }
    files.sort(Comparator.comparingLong(RolledFile::number));
    return files;
  }

  /** Gives the current file its lasting name. */
  void roll(Instant now) throws IOException {
    var last = rolled();
    var number = last.isEmpty() ? 1 : last.getLast().number() + 1;
    // Nothing has this number, so nothing is overwritten.
    Files.move(current(), RolledFile.next(folder, number, now).path());
    AtomicFile.forceFolder(folder);
  }

  /** Compresses what is not, and removes the oldest until what is left keeps to the budget. */
  void tidy(FileJournalConfig config, Instant now) throws IOException {
    remove(config, now);
    for (var file : everyRolled()) {
      if (!file.compressed()) {
        compress(file);
      }
    }
    remove(config, now);
  }

  private void compress(RolledFile file) throws IOException {
    if (!Files.exists(file.compressedPath())) {
      AtomicFile.write(
          file.compressedPath(),
          channel -> {
            // Closing would close the channel, which is still to be forced.
            var zip = new GZIPOutputStream(Channels.newOutputStream(channel), 1 << 16);
            Files.copy(file.path(), zip);
            zip.finish();
          });
    }
    Files.deleteIfExists(file.path());
  }

  // The room of two files is kept free: the current one grows, and beside a file its copy does.
  private void remove(FileJournalConfig config, Instant now) throws IOException {
    var files = everyRolled();
    var budget = config.maxBytes() - 2 * config.rollBytes();
    var total = 0L;
    for (var file : files.reversed()) {
      total += size(file.path());
      if (total > budget || file.time().plus(config.maxAge()).isBefore(now)) {
        Files.deleteIfExists(file.path());
      }
    }
  }

  private static long size(Path path) throws IOException {
    try {
      return Files.size(path);
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  /** Makes the folder ready for a writer: half-made files of killed ones go. */
  void prepare() throws IOException {
    Files.createDirectories(folder);
    AtomicFile.sweep(folder);
  }

  FileChannel openCurrent() throws IOException {
    return FileChannel.open(current());
  }
}
