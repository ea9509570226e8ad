package io.dagstore.distribution.cli;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Buffered standard output whose failures are told apart from those of files: a closed pipe becomes
 * {@link ClosedPipeException}. One thread; {@link #close} only flushes, the process owns the
 * stream.
 */
final class StandardOutput extends OutputStream {
  private static final int BUFFER = 1 << 16;

  private final OutputStream raw;
  private final byte[] buffer = new byte[BUFFER];
  private int used;
  private boolean failed;

  StandardOutput(OutputStream raw) {
    this.raw = raw;
  }

  @Override
  public void write(int b) throws IOException {
    if (used == BUFFER) {
      drain();
    }
    buffer[used++] = (byte) b;
  }

  @Override
  public void write(byte[] bytes, int off, int len) throws IOException {
    if (len > BUFFER - used) {
      drain();
    }
    if (len >= BUFFER) {
      send(bytes, off, len);
    } else {
      System.arraycopy(bytes, off, buffer, used, len);
      used += len;
    }
  }

  @Override
  public void flush() throws IOException {
    drain();
    try {
      raw.flush();
    } catch (IOException e) {
      throw named(e);
    }
  }

  @Override
  public void close() throws IOException {
    flush();
  }

  private void drain() throws IOException {
    var length = used;
    used = 0;
    if (length > 0) {
      send(buffer, 0, length);
    }
  }

  private void send(byte[] bytes, int off, int len) throws IOException {
    // After the first failure the rest is dropped, so that the final flush does not fail once more.
    if (failed) {
      return;
    }
    try {
      raw.write(bytes, off, len);
    } catch (IOException e) {
      failed = true;
      throw named(e);
    }
  }

  private static IOException named(IOException e) {
    // The JDK has no type for EPIPE; its text is the C library's, which the JVM does not localise.
    var text = String.valueOf(e.getMessage());
    return text.contains("Broken pipe") || text.contains("EPIPE")
        ? new ClosedPipeException(e)
        : new IOException("cannot write to standard output: " + text, e);
  }
}
