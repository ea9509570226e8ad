package io.dagstore.core.store;

import org.h2.mvstore.MVStore;

/**
 * Keeps the file of the records dense: what is alive moves out of chunks that are dead for the most
 * part, a little with the commits, and a part at a time where somebody asks. What is moved is
 * forced before anything is written over the place where it was. Only commits call it, one after
 * the other.
 */
final class Upkeep {
  /** A file of fewer bytes is left as it is. */
  static final long WORTH_IT = 1 << 20;

  /** Commits from one look at how much of the file is dead to the next. */
  private static final int LOOK = 2;

  /** So much of the file is alive, in percent, or pages of this many bytes move at each look. */
  private static final int ALIVE = 75;

  static final int MOVED_BYTES = 2 << 20;

  /** The same where somebody asks. */
  static final int DENSE = 88;

  private static final int FEW = 3;

  private final MVStore store;
  private final PathStore file;
  private final long worthIt;
  private long commits;
  private boolean wanted;
  private boolean moved;

  /** Keeps a store over a file, unless that has fewer bytes than it is worth for. */
  Upkeep(MVStore store, PathStore file, long worthIt) {
    this.store = store;
    this.file = file;
    this.worthIt = worthIt;
    // What nobody looks at any more is free as soon as its end is durable.
    store.setRetentionTime(0);
    store.setVersionsToKeep(0);
  }

  /** In so many parts everything has been moved, and a few may be left of moving itself. */
  long parts() {
    return FEW + file.size() / MOVED_BYTES;
  }

  /** The next commit moves a part. */
  void want() {
    wanted = true;
  }

  /** Whether the part that was wanted last was there to be moved. */
  boolean hasMoved() {
    return moved;
  }

  /** What a commit does once it has written. */
  void afterCommit() {
    commits++;
    if (wanted) {
      wanted = false;
      moved = file.size() > worthIt && movePart();
    } else if (commits % LOOK == 0) {
      store.compact(ALIVE, MOVED_BYTES);
    }
  }

  private boolean movePart() {
    long before = file.size();
    boolean any = store.compact(DENSE, MOVED_BYTES);
    store.commit();
    store.sync();
    file.compactMoveChunks(DENSE, 2 * MOVED_BYTES, store);
    return any || file.size() < before;
  }
}
