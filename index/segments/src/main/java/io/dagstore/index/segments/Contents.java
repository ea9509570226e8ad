package io.dagstore.index.segments;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What an index holds now, and the only place where that changes: in memory first, in a new
 * snapshot, and in the manifest when it is saved. Files that no longer count are removed after the
 * manifest that no longer names them is durable.
 */
final class Contents {
  private final SegmentFolder folder;
  private final ReentrantLock saving = new ReentrantLock();
  private final ReentrantLock writing = new ReentrantLock();
  private volatile Snapshot snapshot;
  private long nextNumber;
  private boolean saved = true;
  private List<Live> obsolete = new ArrayList<>();

  Contents(SegmentFolder folder, long nextNumber, List<Live> segments) {
    this.folder = folder;
    this.nextNumber = nextNumber;
    this.snapshot = Snapshot.of(segments);
  }

  Snapshot now() {
    return snapshot;
  }

  /** Tells whether nothing has changed since it was made durable. */
  boolean isSaved() {
    writing.lock();
    try {
      return saved && snapshot.sealed() == null && snapshot.recent().shardCount() == 0;
    } finally {
      writing.unlock();
    }
  }

  long takeNumber() {
    writing.lock();
    try {
      return nextNumber++;
    } finally {
      writing.unlock();
    }
  }

  /** Puts a shard into what is recent, in place of an older one; false: there is no room. */
  boolean put(int shard, long[] ascending) throws IOException {
    writing.lock();
    try {
      Snapshot now = snapshot;
      if (!now.recent().hasRoom(ascending.length)) {
        return false;
      }
      int replaced = removed(shard);
      now.recent().put(shard, ascending);
      snapshot = now.next(1 - replaced);
      return true;
    } finally {
      writing.unlock();
    }
  }

  /** Lets a segment of one shard count, in place of an older one. */
  void add(Live made, int shard) throws IOException {
    writing.lock();
    try {
      int replaced = removed(shard);
      var segments = new ArrayList<>(snapshot.segments());
      segments.add(made);
      snapshot = snapshot.with(segments, snapshot.sealed()).next(1 - replaced);
      saved = false;
    } finally {
      writing.unlock();
    }
  }

  void remove(int shard) throws IOException {
    writing.lock();
    try {
      if (removed(shard) > 0) {
        snapshot = snapshot.next(-1);
      }
    } finally {
      writing.unlock();
    }
  }

  private int removed(int shard) throws IOException {
    if (snapshot.removeUnwritten(shard)) {
      return 1;
    }
    if (snapshot.removeWritten(shard)) {
      saved = false;
      return 1;
    }
    return 0;
  }

  /** Hands over what is recent to be written; false: what was handed over before still waits. */
  boolean seal() {
    writing.lock();
    try {
      Snapshot now = snapshot;
      if (now.sealed() != null) {
        return false;
      }
      snapshot = now.recent().shardCount() == 0 ? now : now.seal();
      return true;
    } finally {
      writing.unlock();
    }
  }

  /** Lets a segment count in place of what it was made of. */
  void install(Live made, Replacement instead) {
    writing.lock();
    try {
      instead.copyRemovals(made.removals());
      var segments = new ArrayList<Live>();
      for (Live live : snapshot.segments()) {
        (instead.takes(live) ? obsolete : segments).add(live);
      }
      segments.add(made);
      boolean written = instead.sealed() == snapshot.sealed();
      snapshot = snapshot.with(segments, written ? null : snapshot.sealed());
      saved = false;
    } finally {
      writing.unlock();
    }
  }

  /** Makes durable which segments and which of their shards count. */
  void save() throws IOException {
    saving.lock();
    try {
      Unsaved unsaved = take();
      if (unsaved != null) {
        save(unsaved);
      }
    } finally {
      saving.unlock();
    }
  }

  /**
   * What a manifest is to say, and which segments it no longer names.
   *
   * @param manifest what counts
   * @param gone what does not
   */
  private record Unsaved(Manifest manifest, List<Live> gone) {}

  private @Nullable Unsaved take() {
    writing.lock();
    try {
      if (saved) {
        return null;
      }
      var segments = new ArrayList<Live>();
      for (Live live : snapshot.segments()) {
        (live.isEmpty() ? obsolete : segments).add(live);
      }
      snapshot = snapshot.with(segments, snapshot.sealed());
      var unsaved = new Unsaved(manifest(), obsolete);
      obsolete = new ArrayList<>();
      saved = true;
      return unsaved;
    } finally {
      writing.unlock();
    }
  }

  private Manifest manifest() {
    var entries = new ArrayList<Manifest.Entry>();
    for (Live live : snapshot.segments()) {
      entries.add(new Manifest.Entry(live.number(), live.removals().at(snapshot.version())));
    }
    return new Manifest(nextNumber, entries);
  }

  private void save(Unsaved unsaved) throws IOException {
    try {
      unsaved.manifest().write(folder.manifest());
    } catch (IOException | RuntimeException | Error e) {
      putBack(unsaved);
      throw e;
    }
    for (Live live : unsaved.gone()) {
      live.segment().close();
      Files.deleteIfExists(folder.segment(live.number()));
    }
  }

  private void putBack(Unsaved unsaved) {
    writing.lock();
    try {
      obsolete.addAll(unsaved.gone());
      saved = false;
    } finally {
      writing.unlock();
    }
  }

  /** Closes all segments; nothing may change any more. */
  void close() {
    writing.lock();
    try {
      snapshot.segments().forEach(live -> live.segment().close());
      obsolete.forEach(live -> live.segment().close());
    } finally {
      writing.unlock();
    }
  }
}
