package io.dagstore.index.segments;

import io.dagstore.core.files.AtomicFile;
import io.dagstore.core.files.CorruptDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The folder of an index: the manifest and {@code <number>.segment} for each segment. */
record SegmentFolder(Path path) {
  private static final String ENDING = ".segment";

  Path manifest() {
    return path.resolve(Manifest.NAME);
  }

  Path segment(long number) {
    return path.resolve(number + ENDING);
  }

  private List<Path> segments() throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files.filter(file -> file.toString().endsWith(ENDING)).toList();
    }
  }

  /** Makes an index where none is. */
  void prepare() throws IOException {
    AtomicFile.createFolders(path);
    AtomicFile.sweep(path);
    if (Files.exists(manifest())) {
      return;
    }
    if (!segments().isEmpty()) {
      throw new CorruptDataException(
          manifest().toString(), -1, "manifest", "a file beside segments", "none");
    }
    new Manifest(1, List.of()).write(manifest());
  }

  /** Reads which segments count. */
  Manifest load() throws IOException {
    return Files.exists(manifest()) ? Manifest.read(manifest()) : new Manifest(1, List.of());
  }

  /** Opens the segments that count. */
  List<Live> open(Manifest manifest) throws IOException {
    var segments = new ArrayList<Live>();
    try {
      for (var entry : manifest.segments()) {
        var segment = Segment.open(segment(entry.number()), entry.number());
        var live = new Live(entry.number(), segment, KeyFilter.NONE);
        entry.removed().stream().forEach(shard -> live.removals().put(shard, 0));
        segments.add(live);
      }
      return segments;
    } catch (NoSuchFileException e) {
      segments.forEach(live -> live.segment().close());
      throw new CorruptDataException(e.getFile(), -1, "segment", "a file", "none", e);
    } catch (IOException | RuntimeException | Error e) {
      segments.forEach(live -> live.segment().close());
      throw e;
    }
  }

  /** Removes segments that do not count: a killed process wrote them, or had merged them. */
  void sweep(List<Live> live) throws IOException {
    for (Path file : leftovers(live)) {
      Files.delete(file);
    }
  }

  /** What {@link #sweep} and {@link #prepare} would remove now. */
  List<Path> leftovers(List<Live> live) throws IOException {
    if (!Files.exists(path)) {
      return List.of();
    }
    Set<Path> counting = new HashSet<>();
    live.forEach(segment -> counting.add(segment(segment.number())));
    var left = new ArrayList<>(AtomicFile.unfinished(path));
    segments().stream().filter(file -> !counting.contains(file)).forEach(left::add);
    return left;
  }

  /** Removes everything. */
  void discard() throws IOException {
    if (Files.isDirectory(path)) {
      for (Path file : segments()) {
        Files.delete(file);
      }
      Files.deleteIfExists(manifest());
      AtomicFile.forceFolder(path);
    }
  }
}
