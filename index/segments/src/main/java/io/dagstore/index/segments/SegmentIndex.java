package io.dagstore.index.segments;

import io.dagstore.core.api.index.InvertedIndex;
import io.dagstore.core.api.index.LongCursor;
import io.dagstore.core.api.index.OpenMode;
import io.dagstore.core.files.CorruptDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * The inverted index of one machine, in one directory: immutable segments and a manifest that names
 * those that count. Each change writes a new segment if it needs one, then replaces the manifest;
 * killed in between, it has not happened. Lookups go over a snapshot and take no lock.
 *
 * <p>A file that is not sound fails the opening, or the lookup that meets it, with a {@link
 * CorruptDataException} that names it; {@link #discard} then makes room for building all anew.
 */
public final class SegmentIndex implements InvertedIndex {
  private static final System.Logger LOG = System.getLogger(SegmentIndex.class.getName());

  private final SegmentFolder folder;
  private final OpenMode mode;
  private final Executor executor;
  private final ReentrantLock writing = new ReentrantLock();
  private final ReentrantLock merging = new ReentrantLock();
  private volatile Snapshot snapshot;
  private volatile boolean closed;
  private long nextNumber;

  private SegmentIndex(SegmentFolder folder, OpenMode mode, Executor executor, Snapshot snapshot) {
    this.folder = folder;
    this.mode = mode;
    this.executor = executor;
    this.snapshot = snapshot;
    this.nextNumber = snapshot.nextNumber();
  }

  /**
   * Opens the index in a directory, and clears away what a killed process left unfinished. Costs
   * the same whatever the number of entries.
   *
   * @param merges runs merges, one at a time; {@code Runnable::run} merges within {@link #add}
   * @throws CorruptDataException if a file is missing or not sound
   */
  public static SegmentIndex open(Path directory, OpenMode mode, Executor merges)
      throws IOException {
    var folder = new SegmentFolder(directory);
    if (mode == OpenMode.READ_WRITE) {
      folder.prepare();
    }
    Snapshot snapshot = folder.load();
    if (mode == OpenMode.READ_WRITE) {
      folder.sweep(snapshot);
    }
    return new SegmentIndex(folder, mode, merges, snapshot);
  }

  /** Opens the index; whoever adds or removes a shard also merges. */
  public static SegmentIndex open(Path directory, OpenMode mode) throws IOException {
    return open(directory, mode, Runnable::run);
  }

  /** Removes an index that cannot be opened, so that it can be built anew; it must not be open. */
  public static void discard(Path directory) throws IOException {
    new SegmentFolder(directory).discard();
  }

  @Override
  public List<String> unowned() throws IOException {
    return folder.leftovers(open()).stream().map(Path::toString).toList();
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
    if (closed || snapshot.equals(used)) {
      throw e;
    }
  }

  @Override
  public IntStream shards() throws IOException {
    writing.lock();
    try {
      var shards = IntStream.builder();
      for (Live live : open().segments()) {
        live.shards().stream().forEach(shards);
      }
      return shards.build();
    } finally {
      writing.unlock();
    }
  }

  private Snapshot open() {
    if (closed) {
      throw new IllegalStateException(folder.path() + " is closed");
    }
    return snapshot;
  }

  private void mayWrite() {
    open();
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
    long number = takeNumber();
    Path file = folder.segment(number);
    var groups = new KeyGroups(new ShardPostings(sortedKeys, shard));
    var size = SegmentSize.ofShard(sortedKeys.count());
    SegmentWriter.write(file, number, size, groups, ShardSet.NONE.with(shard), () -> closed);
    install(new Live(number, Segment.open(file, number), ShardSet.NONE), shard);
    executor.execute(this::mergeAll);
  }

  private long takeNumber() {
    writing.lock();
    try {
      return nextNumber++;
    } finally {
      writing.unlock();
    }
  }

  private void install(Live added, int shard) throws IOException {
    writing.lock();
    try {
      List<Live> segments = without(shard);
      segments.add(added);
      replace(segments);
    } catch (IOException | RuntimeException | Error e) {
      added.segment().close();
      Files.deleteIfExists(folder.segment(added.number()));
      throw e;
    } finally {
      writing.unlock();
    }
  }

  @Override
  public void remove(int shard) throws IOException {
    mayWrite();
    writing.lock();
    try {
      List<Live> segments = without(shard);
      if (!segments.equals(open().segments())) {
        replace(segments);
      }
    } finally {
      writing.unlock();
    }
    executor.execute(this::mergeAll);
  }

  /** Nothing is left to do: each change is durable when it returns. */
  @Override
  public void flush() {
    mayWrite();
  }

  @Override
  public long shardCount() {
    return open().segments().stream().mapToLong(Live::shardCount).sum();
  }

  private List<Live> without(int shard) throws IOException {
    var segments = new ArrayList<Live>();
    for (Live live : open().segments()) {
      segments.add(live.holds(shard) ? live.without(shard) : live);
    }
    return segments;
  }

  /** Makes these the segments that count; durable on return. Called with the lock held. */
  private void replace(List<Live> wanted) throws IOException {
    var counting = new ArrayList<Live>();
    for (Live live : wanted) {
      if (!live.isEmpty()) {
        counting.add(live);
      }
    }
    Snapshot old = open();
    var next = new Snapshot(nextNumber, List.copyOf(counting));
    next.manifest().write(folder.manifest());
    snapshot = next;
    Set<Long> numbers = new HashSet<>();
    counting.forEach(live -> numbers.add(live.number()));
    for (Live live : old.segments()) {
      if (!numbers.contains(live.number())) {
        live.segment().close();
        Files.deleteIfExists(folder.segment(live.number()));
      }
    }
  }

  private void mergeAll() {
    if (!merging.tryLock()) {
      return;
    }
    try {
      while (!closed && mergeOnce()) {
        LOG.log(System.Logger.Level.DEBUG, "merged segments in {0}", folder.path());
      }
    } catch (IndexClosingException e) {
      LOG.log(System.Logger.Level.DEBUG, "merge given up in {0}", folder.path());
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "cannot merge, segments stay as they are", e);
    } finally {
      merging.unlock();
    }
  }

  private boolean mergeOnce() throws IOException {
    List<Live> inputs = MergePlan.next(snapshot.segments());
    if (inputs.isEmpty()) {
      return false;
    }
    try {
      var merge = new Merge(inputs);
      long number = takeNumber();
      merge.write(folder.segment(number), number, () -> closed);
      installMerged(merge, number);
    } catch (IOException | IllegalStateException e) {
      if (inputs.stream().noneMatch(live -> live.segment().mapping().isClosed())) {
        throw e;
      }
      // All shards of an input were removed meanwhile, and its file unmapped: plan anew.
      LOG.log(System.Logger.Level.DEBUG, "merge overtaken in {0}", folder.path());
    }
    return true;
  }

  private void installMerged(Merge merge, long number) throws IOException {
    Segment segment = Segment.open(folder.segment(number), number);
    writing.lock();
    try {
      List<Live> now = open().segments();
      var segments = new ArrayList<Live>();
      now.stream().filter(live -> !merge.takes(live)).forEach(segments::add);
      segments.add(new Live(number, segment, merge.removedSince(now)));
      replace(segments);
    } catch (IOException | RuntimeException | Error e) {
      segment.close();
      Files.deleteIfExists(folder.segment(number));
      throw e;
    } finally {
      writing.unlock();
    }
  }

  /** Gives up a merge under way, waits for its end, and closes; lookups then fail. */
  @Override
  public void close() {
    closed = true;
    merging.lock();
    writing.lock();
    try {
      snapshot.segments().forEach(live -> live.segment().close());
    } finally {
      writing.unlock();
      merging.unlock();
    }
  }
}
