package io.dagstore.distribution.runtime.plugin;

import io.dagstore.core.files.Source;
import java.io.IOException;
import java.util.Objects;

/**
 * A stranger's source. It is read into an array of its own, so that a call which was left alone
 * cannot write where somebody else reads by then.
 */
final class GuardedSource implements Source {
  private static final String READ = "Source.readUpTo";

  private final Loan<Source> source;
  private final String name;
  private final long size;
  private final PluginCalls calls;

  private GuardedSource(Loan<Source> source, String name, long size, PluginCalls calls) {
    this.source = source;
    this.name = name;
    this.size = size;
    this.calls = calls;
  }

  /** Called on the plug-in's thread; closes the source where it does not even have a size. */
  static GuardedSource of(Source source, PluginCalls calls, OpenSources open) throws IOException {
    long size = source.size();
    if (size < 0) {
      try (source) {
        throw calls.fault("Source.size", "expected 0 or more, got " + size);
      }
    }
    var name = String.valueOf(source.name());
    return new GuardedSource(new Loan<>(source, "Source", name, calls, open), name, size, calls);
  }

  /** The plug-in's source that it reads. */
  Loan<Source> loan() {
    return source;
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
    var delegate = source.here();
    var own = new byte[expected];
    int got = calls.call(READ, () -> delegate.readUpTo(position, own, 0, expected));
    if (got != expected) {
      throw calls.fault(
          READ, "expected %d bytes at %d of %s, got %d".formatted(expected, position, name, got));
    }
    System.arraycopy(own, 0, target, offset, expected);
    return expected;
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
