package io.dagstore.index.segments;

import io.dagstore.core.api.index.Hits;
import io.dagstore.core.api.index.InvertedIndex;
import io.dagstore.core.api.index.InvertedIndexStat;
import io.dagstore.core.api.index.LongCursor;
import io.dagstore.core.api.index.OpenMode;
import io.dagstore.core.api.index.Pairs;
import io.dagstore.core.files.Closer;
import io.dagstore.core.files.CorruptDataException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;

/**
 * The inverted index of one machine, in one directory: immutable segments, a manifest that names
 * those that count, and in memory what no segment has yet. A change is made in memory alone; when
 * there is much of it, or at a flush, it is written as one segment. Lookups go over a snapshot and
 * take no lock.
 *
 * <p>A file that is not sound fails the opening, or the lookup that meets it, with a {@link
 * CorruptDataException} that names it; {@link #discard} then makes room for building all anew.
 */
public final class SegmentIndex implements InvertedIndex {
  private final SegmentFolder folder;
  private final OpenMode mode;
  private final Contents contents;
  private final SegmentMaker maker;

  private SegmentIndex(SegmentFolder folder, OpenMode mode, Contents contents, Executor executor) {
    this.folder = folder;
    this.mode = mode;
    this.contents = contents;
    this.maker = new SegmentMaker(folder, contents, executor);
  }

  /**
   * Opens the index in a directory, and clears away what a killed process left unfinished. Costs
   * the same whatever the number of entries.
   *
   * @param background writes and merges segments; {@code Runnable::run} does so within {@link #add}
   *     and {@link #flush}
   * @throws CorruptDataException if a file is missing or not sound
   */
  public static SegmentIndex open(Path directory, OpenMode mode, Executor background)
      throws IOException {
    var folder = new SegmentFolder(directory);
    if (mode == OpenMode.READ_WRITE) {
      folder.prepare();
    }
    Manifest manifest = folder.load();
    List<Live> segments = folder.open(manifest);
    if (mode == OpenMode.READ_WRITE) {
      folder.sweep(segments);
    }
    var contents = new Contents(folder, manifest.nextNumber(), segments);
    return new SegmentIndex(folder, mode, contents, background);
  }

  /** Opens the index; whoever flushes also merges. */
  public static SegmentIndex open(Path directory, OpenMode mode) throws IOException {
    return open(directory, mode, Runnable::run);
  }

  /** Removes an index that cannot be opened, so that it can be built anew; it must not be open. */
  public static void discard(Path directory) throws IOException {
    new SegmentFolder(directory).discard();
  }

  @Override
  public List<String> unowned() throws IOException {
    return folder.leftovers(open().segments()).stream().map(Path::toString).toList();
  }

  @Override
  public void verify() throws IOException {
    for (Live live : open().segments()) {
      live.segment().verify();
    }
  }

  @Override
  public int[] find(long key) throws IOException {
    while (true) {
      Snapshot current = open();
      try {
        return current.find(key);
      } catch (IllegalStateException e) {
        rethrowUnlessReplaced(current, e);
      }
    }
  }

  @Override
  public void find(long[] keys, Hits hits) throws IOException {
    FoundHits found = null;
    while (found == null) {
      Snapshot current = open();
      try {
        found = current.find(keys);
      } catch (IllegalStateException e) {
        rethrowUnlessReplaced(current, e);
      }
    }
    found.handOn(hits);
  }

  /** Hands on keys with their {@code MultihashKey.KEY_BITS} highest bits; the others are 0. */
  @Override
  public void forEach(Pairs pairs) throws IOException {
    try (var closer = new Closer()) {
      AllPairs.handOn(walks(closer), pairs);
    }
  }

  private List<Postings> walks(Closer closer) throws IOException {
    while (true) {
      Snapshot current = open();
      try {
        return AllPairs.open(folder, current, closer);
      } catch (NoSuchFileException e) {
        if (contents.now().segments().equals(current.segments())) {
          throw e;
        }
      }
    }
  }

  /**
   * Details: {@code segments}, {@code unwritten_entries} in memory alone, {@code removed_shards}
   * whose room was not given back, {@code merges} and {@code written_bytes} since it was opened.
   */
  @Override
  public InvertedIndexStat stat() {
    Snapshot current = open();
    long bytes = 0;
    long removed = 0;
    for (Live live : current.segments()) {
      bytes += live.segment().mapping().size();
      removed += live.removals().size();
    }
    var details =
        Map.of(
            "segments", (long) current.segments().size(),
            "unwritten_entries", current.unwritten(),
            "removed_shards", removed,
            "merges", maker.merges(),
            "written_bytes", maker.writtenBytes());
    return new InvertedIndexStat(current.shardCount(), current.entries(), bytes, details);
  }

  @Override
  public int first(long key) throws IOException {
    while (true) {
      Snapshot current = open();
      try {
        return current.first(key);
      } catch (IllegalStateException e) {
        rethrowUnlessReplaced(current, e);
      }
    }
  }

  /** A segment that was merged away is unmapped, maybe under a lookup: that looks again. */
  private void rethrowUnlessReplaced(Snapshot used, IllegalStateException e) {
    if (maker.isClosed() || contents.now().segments().equals(used.segments())) {
      throw e;
    }
  }

  @Override
  public long shardCount() {
    return open().shardCount();
  }

  @Override
  public IntStream shards() throws IOException {
    while (true) {
      Snapshot current = open();
      try {
        return current.shards();
      } catch (IllegalStateException e) {
        rethrowUnlessReplaced(current, e);
      }
    }
  }

  private Snapshot open() {
    if (maker.isClosed()) {
      throw new IllegalStateException(folder.path() + " is closed");
    }
    return contents.now();
  }

  private void mayWrite() {
    var _ = open();
    if (mode == OpenMode.READ_ONLY) {
      throw new IllegalStateException(folder.path() + " is open read-only");
    }
  }

  @Override
  public void add(int shard, LongCursor sortedKeys) throws IOException {
    mayWrite();
    if (shard < 0) {
      throw new IllegalArgumentException("shard number: expected 0 or more, got " + shard);
    }
    if (sortedKeys.count() > Recent.MAX_PAIRS) {
      maker.add(shard, new ShardPostings(sortedKeys, shard));
      return;
    }
    long[] keys = ascending(sortedKeys);
    while (!contents.put(shard, keys)) {
      mayWrite();
      maker.makeRoom();
    }
  }

  private static long[] ascending(LongCursor sortedKeys) throws IOException {
    long[] keys = new long[Math.toIntExact(sortedKeys.count())];
    for (int i = 0; i < keys.length; i++) {
      if (!sortedKeys.next()) {
        throw new IllegalArgumentException("keys: expected " + keys.length + ", got " + i);
      }
      keys[i] = sortedKeys.value();
      if (i > 0 && Long.compareUnsigned(keys[i - 1], keys[i]) > 0) {
        throw new IllegalArgumentException(
            "keys: expected ascending, got " + keys[i] + " too late");
      }
    }
    return keys;
  }

  @Override
  public void remove(int shard) throws IOException {
    mayWrite();
    contents.remove(shard);
  }

  @Override
  public void flush() throws IOException {
    mayWrite();
    maker.flush();
  }

  /**
   * Gives up a merge under way, waits for its end, and closes; lookups then fail. What was not
   * flushed is lost.
   */
  @Override
  public void close() {
    maker.close();
  }
}
