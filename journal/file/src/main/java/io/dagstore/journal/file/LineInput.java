package io.dagstore.journal.file;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Lines of a stream that may grow: what is its end today may have more behind it tomorrow, and half
 * a line waits for its other half. Of a line that is too long, nothing but an empty one is given
 * out.
 */
final class LineInput implements Closeable {
  private final InputStream in;
  private final byte[] chunk = new byte[1 << 16];
  private final ByteArrayOutputStream half = new ByteArrayOutputStream();
  private int at;
  private int end;
  private boolean tooLong;

  LineInput(InputStream in) {
    this.in = in;
  }

  /** The next whole line without its end, or empty where there is none now. */
  Optional<byte[]> next() throws IOException {
    while (at < end || fill()) {
      for (int i = at; i < end; i++) {
        if (chunk[i] == '\n') {
          keep(i);
          at = i + 1;
          return Optional.of(line());
        }
      }
      keep(end);
      at = end;
    }
    return Optional.empty();
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, in.read(chunk));
    return end > 0;
  }

  private void keep(int to) {
    if (half.size() + (to - at) > EventLine.MAX_LINE) {
      tooLong = true;
      half.reset();
    }
    if (!tooLong) {
      half.write(chunk, at, to - at);
    }
  }

  private byte[] line() {
    var line = half.toByteArray();
    half.reset();
    tooLong = false;
    return line;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
