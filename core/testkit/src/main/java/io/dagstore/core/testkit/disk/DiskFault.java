package io.dagstore.core.testkit.disk;

/** What goes wrong at a call. */
public enum DiskFault {
  /** Nothing. */
  NONE,

  /**
   * The call fails and does nothing. A force that fails so loses what it was to force for good: a
   * later one answers well and does not bring it back, as Linux does it.
   */
  EIO,

  /** A call that takes room fails and does nothing; others go through. */
  ENOSPC,

  /** A write writes half of what it was given and says so; other calls go through. */
  SHORT_WRITE,

  /** The power goes, right after a change was made and right before a force. */
  POWER_CUT
}
