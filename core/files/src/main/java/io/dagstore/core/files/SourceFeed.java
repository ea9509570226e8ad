package io.dagstore.core.files;

import java.io.IOException;

/** Feeds a scan by positioned reads. */
record SourceFeed(Source source) implements WindowScan.Feed {
  @Override
  public int read(long position, byte[] target, int offset, int length) throws IOException {
    return source.readUpTo(position, target, offset, length);
  }

  @Override
  public void close() {}
}
