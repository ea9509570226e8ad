package io.dagstore.index.segments;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What an index holds now, and the only place where that changes: in memory first, in a new
 * snapshot, and in the manifest when it is saved. Segments are forced when a manifest is to name
 * them: what is merged away before that never is. Files that no longer count are removed after the
 * manifest that no longer names them is durable, or at once where none names them.
 */
final class Contents {
  private final SegmentFolder folder;
  private final FreshSegments fresh;
  private final ReentrantLock saving = new ReentrantLock();
  private final ReentrantLock writing = new ReentrantLock();
  private volatile Snapshot snapshot;
  private long nextNumber;
  private boolean saved = true;
  private List<Live> obsolete = new ArrayList<>();

  Contents(SegmentFolder folder, long nextNumber, List<Live> segments) {
    this.folder = folder;
    this.fresh = new FreshSegments(folder);
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
      fresh.add(made);
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
  void install(Live made, Replacement instead) throws IOException {
    var unneeded = new ArrayList<Live>();
    writing.lock();
    try {
      instead.copyRemovals(made.removals());
      var segments = new ArrayList<Live>();
      for (Live live : snapshot.segments()) {
        if (instead.takes(live)) {
          (fresh.isUnnamed(live) ? unneeded : obsolete).add(live);
        } else {
          segments.add(live);
        }
      }
      segments.add(made);
      fresh.add(made);
      fresh.retain(segments);
      boolean written = instead.sealed() == snapshot.sealed();
      snapshot = snapshot.with(segments, written ? null : snapshot.sealed());
      saved = false;
    } finally {
      writing.unlock();
    }
    remove(unneeded);
  }

  private void remove(List<Live> gone) throws IOException {
    for (Live live : gone) {
      live.segment().close();
      Files.deleteIfExists(folder.segment(live.number()));
    }
  }

  /** Tells whether a segment could not be forced and is to be written anew. */
  boolean isDoubtful(Live live) {
    return fresh.isDoubtful(live);
  }

  /** Makes durable what counts, where files are left that only the manifest still names. */
  void giveBack() throws IOException {
    if (hasObsolete()) {
      save();
    }
  }

  private boolean hasObsolete() {
    writing.lock();
    try {
      return !obsolete.isEmpty();
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
   * @param unforced what of it is to be forced first
   * @param gone what does not count
   */
  private record Unsaved(Manifest manifest, List<Long> unforced, List<Live> gone) {}

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
      fresh.retain(segments);
      var unsaved = new Unsaved(manifest(), fresh.name(), obsolete);
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
      fresh.force(unsaved.unforced());
      unsaved.manifest().write(folder.manifest());
    } catch (IOException | RuntimeException | Error e) {
      putBack(unsaved);
      throw e;
    }
    remove(unsaved.gone());
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
