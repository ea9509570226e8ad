package io.dagstore.distribution.runtime.plugin;

import io.dagstore.core.files.Source;
import java.io.IOException;

/** A source in the hands of a plug-in for the time of one call; it cannot be closed there. */
final class LentSource implements Source {
  private final Source source;
  private final Runnable alive;
  private volatile boolean back;

  LentSource(Source source, Runnable alive) {
    this.source = source;
    this.alive = alive;
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public long size() {
    return source.size();
  }

  @Override
  public int readUpTo(long position, byte[] target, int offset, int length) throws IOException {
    if (back) {
      throw new IOException(name() + " was lent for a call that is over");
    }
    alive.run();
    int count = source.readUpTo(position, target, offset, length);
    alive.run();
    return count;
  }

  /** Takes it back. */
  void end() {
    back = true;
  }

  @Override
  public void close() {}
}
