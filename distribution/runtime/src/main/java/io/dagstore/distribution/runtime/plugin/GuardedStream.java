package io.dagstore.distribution.runtime.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A stranger's stream, read into an array of its own: a call that was left alone cannot write where
 * somebody else reads by then.
 */
final class GuardedStream extends InputStream implements Borrowed {
  private static final String READ = "MountStream.read";

  /** The plug-in's stream; null once it is closed. */
  private final AtomicReference<@Nullable InputStream> stream;

  private final PluginCalls calls;
  private final OpenSources open;
  private volatile boolean taken;

  GuardedStream(InputStream stream, PluginCalls calls, OpenSources open) {
    this.stream = new AtomicReference<>(stream);
    this.calls = calls;
    this.open = open;
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
    var delegate = here();
    var own = new byte[length];
    int got = calls.call(READ, () -> delegate.read(own, 0, length));
    if (got == 0 || got > length) {
      throw calls.fault(READ, "expected 1 to %d bytes, got %d".formatted(length, got));
    }
    System.arraycopy(own, 0, target, offset, Math.max(0, got));
    return Math.max(-1, got);
  }

  private InputStream here() throws IOException {
    var delegate = stream.get();
    if (delegate == null) {
      throw taken ? gone() : new IOException("the stream is closed");
    }
    return delegate;
  }

  @Override
  public PluginException gone() {
    return calls.gone(READ);
  }

  @Override
  public void take() {
    taken = true;
    discard();
  }

  @Override
  public void discard() {
    try {
      close();
    } catch (IOException e) {
      calls.fault("MountStream.close", String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() throws IOException {
    var delegate = stream.getAndSet(null);
    if (delegate != null) {
      try {
        calls.call(
            "MountStream.close",
            () -> {
              delegate.close();
              return READ;
            });
      } finally {
        open.remove(this);
      }
    }
  }
}
