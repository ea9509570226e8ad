package io.dagstore.index.segments;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Writes what is recent as segments, and merges segments, on the threads of an executor. */
final class SegmentMaker implements Closeable {
  private static final System.Logger LOG = System.getLogger(SegmentMaker.class.getName());

  private final SegmentFolder folder;
  private final Contents contents;
  private final Executor executor;
  private final ReentrantLock merging = new ReentrantLock();
  private final ReentrantLock flushing = new ReentrantLock();

  /** What is being merged; touched by who holds {@link #merging}. */
  private final List<Live> busy = new ArrayList<>();

  private final LongAdder writtenBytes = new LongAdder();
  private final LongAdder merges = new LongAdder();
  private volatile boolean atRest;
  private volatile boolean closed;

  SegmentMaker(SegmentFolder folder, Contents contents, Executor executor) {
    this.folder = folder;
    this.contents = contents;
    this.executor = executor;
  }

  boolean isClosed() {
    return closed;
  }

  /** Bytes of all segments that were written. */
  long writtenBytes() {
    return writtenBytes.sum();
  }

  long merges() {
    return merges.sum();
  }

  private Live make(Written what, BooleanSupplier stop) throws IOException {
    long number = contents.takeNumber();
    Path file = folder.segment(number);
    KeyFilter filter = what.write(file, number, stop);
    try {
      var made = new Live(number, Segment.open(file, number), filter);
      writtenBytes.add(made.segment().mapping().size());
      return made;
    } catch (IOException | RuntimeException | Error e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  /** Adds a shard too large to be held in memory. */
  void add(int shard, Written what) throws IOException {
    contents.add(make(what, this::isClosed), shard);
    executor.execute(this::mergeAll);
  }

  /** Makes room in memory; waits only where what was recent before is still being written. */
  void makeRoom() throws IOException {
    if (contents.seal()) {
      executor.execute(this::writeInBackground);
    } else {
      writeSealed();
    }
  }

  private void writeInBackground() {
    try {
      writeSealed();
      mergeAll();
    } catch (IndexClosingException e) {
      LOG.log(System.Logger.Level.DEBUG, "segment given up in {0}", folder.path());
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "cannot write a segment, it stays in memory", e);
    }
  }

  private void writeSealed() throws IOException {
    flushing.lock();
    try {
      Snapshot now = contents.now();
      Recent sealed = now.sealed();
      if (sealed != null && !closed) {
        Live made =
            make(new RecentPostings(sealed, sealed.shardCount(), now.version()), this::isClosed);
        contents.install(made, new Replacement(List.of(), sealed, now.version()));
      }
    } finally {
      flushing.unlock();
    }
  }

  /** Makes all changes until now durable. One that finds none tells that the index is at rest. */
  void flush() throws IOException {
    flushing.lock();
    try {
      atRest = contents.isSaved();
      writeSealed();
      contents.seal();
      writeSealed();
    } finally {
      flushing.unlock();
    }
    try {
      contents.save();
    } finally {
      executor.execute(this::mergeAll);
    }
  }

  private void mergeAll() {
    if (!merging.tryLock()) {
      return;
    }
    try {
      while (!closed && mergeOnce(atRest)) {
        LOG.log(System.Logger.Level.DEBUG, "merged segments in {0}", folder.path());
      }
      if (!closed) {
        contents.giveBack();
      }
    } catch (IndexClosingException e) {
      LOG.log(System.Logger.Level.DEBUG, "merge given up in {0}", folder.path());
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "cannot merge, segments stay as they are", e);
    } finally {
      merging.unlock();
    }
  }

  private boolean mergeOnce(boolean resting) throws IOException {
    Snapshot now = contents.now();
    var free = now.segments().stream().filter(live -> !busy.contains(live)).toList();
    var doubtful = free.stream().filter(contents::isDoubtful).limit(1).toList();
    var inputs = doubtful.isEmpty() ? MergePlan.next(free, resting) : doubtful;
    if (inputs.isEmpty()) {
      return false;
    }
    busy.addAll(inputs);
    try {
      Live made = make(new Merge(inputs, now.version()), this::mergeBetween);
      contents.install(made, new Replacement(inputs, null, now.version()));
      merges.increment();
    } catch (IOException | IllegalStateException e) {
      if (inputs.stream().noneMatch(live -> live.segment().mapping().isClosed())) {
        throw e;
      }
      // All shards of an input were removed meanwhile, and its file unmapped: plan anew.
      LOG.log(System.Logger.Level.DEBUG, "merge overtaken in {0}", folder.path());
    } finally {
      busy.removeAll(inputs);
    }
    return true;
  }

  /** A long merge lets short ones go first, so that small segments never pile up behind it. */
  private boolean mergeBetween() {
    try {
      while (!closed && mergeOnce(false)) {
        LOG.log(System.Logger.Level.DEBUG, "merged segments in {0}", folder.path());
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "segments stay as they are while others are merged", e);
    }
    return closed;
  }

  /** Gives up what is under way and waits for its end. */
  @Override
  public void close() {
    closed = true;
    merging.lock();
    flushing.lock();
    try {
      contents.close();
    } finally {
      flushing.unlock();
      merging.unlock();
    }
  }
}
