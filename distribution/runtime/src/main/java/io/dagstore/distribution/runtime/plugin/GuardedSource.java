package io.dagstore.distribution.runtime.plugin;

import io.dagstore.core.files.Source;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A stranger's source. It is read into an array of its own, so that a call which was left alone
 * cannot write where somebody else reads by then.
 */
final class GuardedSource implements Source, Borrowed {
  private static final String READ = "Source.readUpTo";

  /** The plug-in's source; null once it is closed, so that nothing keeps the plug-in's classes. */
  private final AtomicReference<@Nullable Source> source;

  private final String name;
  private final long size;
  private final PluginCalls calls;
  private final OpenSources open;
  private volatile boolean taken;

  private GuardedSource(
      Source source, String name, long size, PluginCalls calls, OpenSources open) {
    this.source = new AtomicReference<>(source);
    this.name = name;
    this.size = size;
    this.calls = calls;
    this.open = open;
  }

  /** Called on the plug-in's thread; closes the source where it does not even have a size. */
  static GuardedSource of(Source source, PluginCalls calls, OpenSources open) throws IOException {
    long size = source.size();
    if (size < 0) {
      try (source) {
        throw calls.fault("Source.size", "expected 0 or more, got " + size);
      }
    }
    return new GuardedSource(source, String.valueOf(source.name()), size, calls, open);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public int readUpTo(long position, byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    int expected = Math.clamp(size - position, 0, length);
    if (expected == 0) {
      return 0;
    }
    var delegate = here();
    var own = new byte[expected];
    int got = calls.call(READ, () -> delegate.readUpTo(position, own, 0, expected));
    if (got != expected) {
      throw calls.fault(
          READ, "expected %d bytes at %d of %s, got %d".formatted(expected, position, name, got));
    }
    System.arraycopy(own, 0, target, offset, expected);
    return expected;
  }

  private Source here() throws IOException {
    var delegate = source.get();
    if (delegate == null) {
      throw taken ? gone() : new IOException(name + " is closed");
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
      calls.fault("Source.close", String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() throws IOException {
    var delegate = source.getAndSet(null);
    if (delegate != null) {
      try {
        calls.call(
            "Source.close",
            () -> {
              delegate.close();
              return name;
            });
      } finally {
        open.remove(this);
      }
    }
  }
}
