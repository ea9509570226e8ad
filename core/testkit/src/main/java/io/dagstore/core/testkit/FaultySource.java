package io.dagstore.core.testkit;

import io.dagstore.core.files.Source;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A source that can be told to fail: its reads throw from the moment a switch is thrown. It is
 * never mapped, so that every read passes by the switch. Thread-safe.
 */
public final class FaultySource implements Source {
  private final Source source;
  private final AtomicBoolean broken;

  /**
   * A source that fails while the switch is on.
   *
   * @param source what it reads otherwise, and closes
   * @param broken the switch
   */
  public FaultySource(Source source, AtomicBoolean broken) {
    this.source = source;
    this.broken = broken;
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
    if (broken.get()) {
      throw new IOException("planned failure of " + source.name() + " at " + position);
    }
    return source.readUpTo(position, target, offset, length);
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
