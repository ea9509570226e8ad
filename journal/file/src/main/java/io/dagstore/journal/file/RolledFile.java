package io.dagstore.journal.file;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A file that was set aside: {@code dagstore-journal-<number>-<time>.ndjson}, then {@code .gz}. The
 * number alone gives the order and is never given twice; the time is for people and for skipping.
 *
 * @param path where it lies
 * @param number its place in the order
 * @param time when it was set aside, to the second
 * @param compressed whether it ends with {@code .gz}
 */
record RolledFile(Path path, long number, Instant time, boolean compressed) {
  private static final Pattern NAME =
      Pattern.compile("dagstore-journal-(\\d{6,18})-([-\\dT]{17}Z)\\.ndjson(\\.gz)?");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HHmmssX", Locale.ROOT).withZone(ZoneOffset.UTC);

  static RolledFile next(Path folder, long number, Instant time) {
    var name = String.format(Locale.ROOT, "%06d-%s", number, TIME.format(time));
    return new RolledFile(
        folder.resolve("dagstore-journal-" + name + ".ndjson"), number, time, false);
  }

  /** The file, where its name is one of these. */
  static Optional<RolledFile> of(Path path) {
    var name = NAME.matcher(path.getFileName().toString());
    if (!name.matches()) {
      return Optional.empty();
    }
    try {
      var time = TIME.parse(name.group(2), Instant::from);
      return Optional.of(
          new RolledFile(path, Long.parseLong(name.group(1)), time, name.group(3) != null));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  Path compressedPath() {
    return compressed ? path : path.resolveSibling(path.getFileName() + ".gz");
  }

  /** Whether all of its events are older than this. */
  boolean endedBefore(Instant since) {
    return time.plusSeconds(1).isBefore(since);
  }
}
