package io.dagstore.index.segments;

import io.dagstore.core.api.index.InvertedIndex;
import io.dagstore.core.api.index.LongCursor;
import io.dagstore.core.api.index.OpenMode;
import io.dagstore.core.files.AtomicFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * An inverted index in a folder of immutable segments, read in place. Each shard taken in is a
 * segment at first; segments are merged in tiers by whoever takes in the next shard. The manifest
 * names the segments that count, so that a kill at any point leaves the index as it was before or
 * after; files it does not name are removed at the next opening.
 *
 * <p>Lookups take no lock and make no system call: they see the segments of one moment. It keeps 48
 * bits of each key, so about one lookup of a million finds a shard that has not the key, at a
 * hundred million keys.
 *
 * <p>Thread-safe; writers wait for each other. One instance at a time may be open for writing,
 * which the caller sees to.
 */
public final class SegmentIndex implements InvertedIndex {
  private final Path folder;
  private final OpenMode mode;
  private final ReentrantLock writing = new ReentrantLock();
  private volatile List<Segment> live;
  private long nextNumber;

  private SegmentIndex(Path folder, OpenMode mode, List<Segment> live, long nextNumber) {
    this.folder = folder;
    this.mode = mode;
    this.live = live;
    this.nextNumber = nextNumber;
  }

  /**
   * Opens the index in a folder, an empty one where there is none.
   *
   * @throws io.dagstore.core.files.CorruptDataException if a file of it is not what was written
   */
  public static SegmentIndex open(Path folder, OpenMode mode) throws IOException {
    if (mode == OpenMode.READ_WRITE) {
      Files.createDirectories(folder);
      AtomicFile.sweep(folder);
    }
    Manifest manifest = Manifest.read(folder);
    if (mode == OpenMode.READ_WRITE) {
      removeUnnamed(folder, manifest);
    }
    return new SegmentIndex(folder, mode, segments(folder, manifest), manifest.next());
  }

  private static List<Segment> segments(Path folder, Manifest manifest) throws IOException {
    var segments = new ArrayList<Segment>();
    try {
      for (Manifest.Entry entry : manifest.entries()) {
        Path file = folder.resolve(SegmentFormat.fileName(entry.number()));
        segments.add(Segment.open(file, entry.number()).without(entry.removed()));
      }
    } catch (IOException | RuntimeException e) {
      segments.forEach(segment -> segment.mapping().close());
      throw e;
    }
    return List.copyOf(segments);
  }

  private static void removeUnnamed(Path folder, Manifest manifest) throws IOException {
    Set<String> named = new HashSet<>();
    for (Manifest.Entry entry : manifest.entries()) {
      named.add(SegmentFormat.fileName(entry.number()));
    }
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folder, "*" + SegmentFormat.SUFFIX)) {
      for (Path file : files) {
        if (!named.contains(file.getFileName().toString())) {
          Files.delete(file);
        }
      }
    }
  }

  @Override
  public void add(int shard, LongCursor sortedKeys) throws IOException {
    if (shard < 0) {
      throw new IllegalArgumentException("shard: expected 0 or more, got " + shard);
    }
    write(() -> {
      List<Segment> next = without(shard);
      next.add(written(new OneShard(shard, sortedKeys)));
      publish(next);
      merge();
    });
  }

  @Override
  public void remove(int shard) throws IOException {
    write(() -> {
      if (live.stream().anyMatch(segment -> segment.place(shard) >= 0)) {
        publish(without(shard));
        merge();
      }
    });
  }

  /** A change of the index. */
  private interface Change {
    void make() throws IOException;
  }

  private void write(Change change) throws IOException {
    if (mode == OpenMode.READ_ONLY) {
      throw new IllegalStateException(folder + " is open for reading only");
    }
    writing.lock();
    try {
      change.make();
    } finally {
      writing.unlock();
    }
  }

  private List<Segment> without(int shard) {
    var next = new ArrayList<Segment>();
    for (Segment segment : live) {
      int place = segment.place(shard);
      if (place < 0) {
        next.add(segment);
      } else if (segment.removedCount() + 1 < segment.shards()) {
        var taken = new BitSet();
        taken.set(place);
        next.add(segment.without(taken));
      }
    }
    return next;
  }

  private Segment written(Contents contents) throws IOException {
    long number = nextNumber++;
    Path file = folder.resolve(SegmentFormat.fileName(number));
    SegmentWriter.write(file, number, contents);
    return Segment.open(file, number);
  }

  private void merge() throws IOException {
    for (List<Segment> some = Tiers.next(live); !some.isEmpty(); some = Tiers.next(live)) {
      var next = new ArrayList<>(live);
      next.removeAll(some);
      next.add(written(new Merge(some)));
      publish(next);
    }
  }

  /** Makes these segments the index, first on disk, then for readers, then forgets the others. */
  private void publish(List<Segment> next) throws IOException {
    var entries = next.stream().map(s -> new Manifest.Entry(s.number(), s.removed())).toList();
    new Manifest(nextNumber, entries).write(folder);
    List<Segment> before = live;
    live = List.copyOf(next);
    for (Segment segment : before) {
      if (next.stream().noneMatch(kept -> kept.number() == segment.number())) {
        segment.mapping().close();
        Files.delete(folder.resolve(SegmentFormat.fileName(segment.number())));
      }
    }
  }

  @Override
  public int[] find(long key) throws IOException {
    var hits = new Hits();
    return answer(segments -> {
      hits.clear();
      for (Segment segment : segments) {
        segment.find(Layout.keyOf(key), hits);
      }
      return hits.shards();
    });
  }

  @Override
  public int first(long key) throws IOException {
    while (true) {
      List<Segment> segments = live;
      try {
        return first(segments, Layout.keyOf(key));
      } catch (IllegalStateException e) {
        giveUpUnlessMerged(segments, e);
      }
    }
  }

  private static int first(List<Segment> segments, long key) throws IOException {
    for (int i = 0; i < segments.size(); i++) {
      int shard = segments.get(i).findFirst(key);
      if (shard >= 0) {
        return shard;
      }
    }
    return -1;
  }

  @Override
  public IntStream shards() throws IOException {
    int[] all = answer(segments -> segments.stream().flatMapToInt(Segment::present).toArray());
    return IntStream.of(all);
  }

  /** A question to the segments of one moment. */
  private interface Question<T> {
    T ask(List<Segment> segments) throws IOException;
  }

  private <T> T answer(Question<T> question) throws IOException {
    while (true) {
      List<Segment> segments = live;
      try {
        return question.ask(segments);
      } catch (IllegalStateException e) {
        giveUpUnlessMerged(segments, e);
      }
    }
  }

  /** A reader whose segments were merged away meets a closed mapping and asks again. */
  private void giveUpUnlessMerged(List<Segment> seen, IllegalStateException e) throws IOException {
    if (live.equals(seen)) {
      throw new IOException(folder + " is closed", e);
    }
  }

  @Override
  public void close() {
    live.forEach(segment -> segment.mapping().close());
  }
}
