package io.dagstore.distribution.cli;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

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
  private @Nullable IOException failure;

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
    check();
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
    check();
    try {
      raw.write(bytes, off, len);
    } catch (IOException e) {
      failure = named(e);
      throw failure;
    }
  }

  // A writer between us and the command may have kept the first failure to itself.
  private void check() throws IOException {
    if (failure != null) {
      throw failure;
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
