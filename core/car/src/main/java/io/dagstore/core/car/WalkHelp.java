package io.dagstore.core.car;

import io.dagstore.core.files.Scan;

/** Asks for help with a walk once its sections are seen to leave out few pages. */
final class WalkHelp {
  /** After so many sections it is known how close they lie. */
  private static final int SEEN = 1 << 10;

  /** Sections up to this mean length leave out few pages: a fault maps 64 KiB. */
  private static final int CLOSE = 64 << 10;

  private final Scan scan;
  private final long start;
  private long seen;

  WalkHelp(Scan scan, long start) {
    this.scan = scan;
    this.start = start;
  }

  /** The walk comes by a section. */
  void passes(long section) {
    if (++seen == SEEN && (section - start) / SEEN <= CLOSE) {
      scan.helpFrom(section);
    }
  }
}
