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
  private static final int ALL = 100;

  private final MVStore store;
  private final PathStore file;
  private final long worthIt;
  private long commits;
  private boolean wanted;
  private boolean gained;

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

  /** Whether there was a part to be moved when one was wanted last, and that was of use. */
  boolean hasGained() {
    return gained;
  }

  /** What a commit does once it has written. */
  void afterCommit() {
    commits++;
    if (wanted) {
      wanted = false;
      gained = file.size() > worthIt && movePart();
    } else if (commits % LOOK == 0) {
      rewrite(ALIVE);
    }
  }

  /** Where the emptiest chunks and the first hole gave nothing, the next ones would not either. */
  private boolean movePart() {
    long size = file.size();
    long dead = file.density().dead();
    long hole = file.density().firstHole();
    if (file.density().alive() >= DENSE && file.density().used(size) > DENSE) {
      return false;
    }
    rewrite(DENSE);
    store.commit();
    store.sync();
    long largest = (long) file.density().largest() * LockedFile.BLOCK;
    file.compactMoveChunks(DENSE, Math.max(2 * MOVED_BYTES, largest), store);
    var now = file.density();
    return now.dead() < dead || now.firstHole() > hole || file.size() < size;
  }

  /** The file says which chunks; MVStore's own figure counts those that are dead as a whole. */
  private void rewrite(int percent) {
    if (file.density().alive() < percent) {
      var _ = store.compact(ALL, Integer.MAX_VALUE);
    }
  }
}
