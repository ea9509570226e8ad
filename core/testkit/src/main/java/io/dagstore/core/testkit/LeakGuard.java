package io.dagstore.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.files.Scan;
import io.dagstore.core.files.Source;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Remembers where each source was opened and fails a test that leaves one open. A read after the
 * close, or a second close, is remembered too. Thread-safe.
 */
public final class LeakGuard {
  private final Map<Source, Throwable> open = new ConcurrentHashMap<>();
  private final List<String> misuse = new ArrayList<>();
  private final AtomicInteger opened = new AtomicInteger();

  /** A guard that watches nothing yet. */
  public LeakGuard() {}

  /** The same source, watched. */
  public Source watch(Source source) {
    opened.incrementAndGet();
    var watched = new Watched(source);
    open.put(watched, new Throwable("opened here: " + source.name()));
    return watched;
  }

  /** How many sources were watched up to now. */
  public int opened() {
    return opened.get();
  }

  /** How many are open. */
  public int stillOpen() {
    return open.size();
  }

  /** Fails where a source is open or was read after its close. */
  public void assertAllClosed() {
    assertThat(open.values()).as("sources left open").isEmpty();
    synchronized (misuse) {
      assertThat(misuse).as("uses after the close").isEmpty();
    }
  }

  private final class Watched implements Source {
    private final Source source;

    Watched(Source source) {
      this.source = source;
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
      check("read");
      return source.readUpTo(position, target, offset, length);
    }

    @Override
    public Optional<MemorySegment> view(long position, long length) {
      check("view");
      return source.view(position, length);
    }

    @Override
    public Scan scan(long from) throws IOException {
      check("scan");
      return source.scan(from);
    }

    @Override
    public IOException fault(InternalError error) {
      return source.fault(error);
    }

    @Override
    public void close() throws IOException {
      check("close");
      open.remove(this);
      source.close();
    }

    private void check(String use) {
      if (!open.containsKey(this)) {
        synchronized (misuse) {
          misuse.add(use + " of " + source.name());
        }
      }
    }
  }
}
