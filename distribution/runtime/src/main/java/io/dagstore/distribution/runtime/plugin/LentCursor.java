package io.dagstore.distribution.runtime.plugin;

import io.dagstore.core.api.index.LongCursor;
import java.io.IOException;

/** A cursor in the hands of a plug-in for the time of one call. */
final class LentCursor implements LongCursor {
  private final LongCursor cursor;
  private final Runnable alive;
  private long read;
  private boolean back;

  LentCursor(LongCursor cursor, Runnable alive) {
    this.cursor = cursor;
    this.alive = alive;
  }

  @Override
  public synchronized boolean next() throws IOException {
    if (back) {
      throw new IOException("keys were read after the call was over");
    }
    alive.run();
    boolean more = cursor.next();
    if (more) {
      read++;
    }
    return more;
  }

  @Override
  public synchronized long value() {
    return cursor.value();
  }

  @Override
  public synchronized long count() {
    return cursor.count();
  }

  /** How many numbers were read. */
  synchronized long read() {
    return read;
  }

  /** Takes it back; returns when nothing is being read. */
  synchronized void end() {
    back = true;
  }
}
