package io.dagstore.distribution.runtime.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * A stranger's stream, read into an array of its own: a call that was left alone cannot write where
 * somebody else reads by then.
 */
final class GuardedStream extends InputStream {
  private static final String READ = "MountStream.read";

  private final Loan<InputStream> stream;
  private final PluginCalls calls;

  GuardedStream(Loan<InputStream> stream, PluginCalls calls) {
    this.stream = stream;
    this.calls = calls;
  }

  /** A plug-in's stream that is lent. */
  static Loan<InputStream> lend(InputStream stream, PluginCalls calls, OpenSources open) {
    return new Loan<>(stream, "MountStream", "the stream", calls, open);
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    var delegate = stream.here();
    var own = new byte[length];
    int got = calls.call(READ, () -> delegate.read(own, 0, length));
    if (got == 0 || got > length) {
      throw calls.fault(READ, "expected 1 to %d bytes, got %d".formatted(length, got));
    }
    System.arraycopy(own, 0, target, offset, Math.max(0, got));
    return Math.max(-1, got);
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
