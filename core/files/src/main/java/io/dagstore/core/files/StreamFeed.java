package io.dagstore.core.files;

import java.io.IOException;
import java.io.InputStream;

/** Feeds a scan from a stream, which can only go forward. */
final class StreamFeed implements WindowScan.Feed {
  private final InputStream stream;
  private long consumed;

  StreamFeed(InputStream stream) {
    this.stream = stream;
  }

  @Override
  public int read(long position, byte[] target, int offset, int length) throws IOException {
    if (position < consumed) {
      throw new IllegalArgumentException(
          "a stream cannot go back to " + position + " from " + consumed);
    }
    if (!skip(position, target, offset, length)) {
      return 0;
    }
    int count = stream.readNBytes(target, offset, length);
    consumed += count;
    return count;
  }

  /** Skips by reading: some streams skip past their end and say nothing. */
  private boolean skip(long position, byte[] scratch, int offset, int length) throws IOException {
    while (consumed < position) {
      int count = stream.read(scratch, offset, (int) Math.min(length, position - consumed));
      if (count < 0) {
        return false;
      }
      consumed += count;
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
