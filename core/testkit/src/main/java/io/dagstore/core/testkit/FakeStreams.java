package io.dagstore.core.testkit;

import static java.util.Objects.requireNonNull;

import io.dagstore.core.api.mount.Mount;
import io.dagstore.core.api.mount.MountProvider;
import io.dagstore.core.api.mount.MountStat;
import io.dagstore.core.api.mount.MountStream;
import io.dagstore.core.files.Source;
import io.dagstore.core.ipld.Multicodec;
import io.dagstore.core.ipld.Multihash;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sequential mounts {@code stream:NAME} over arrays that a test puts there, replaces and takes
 * away. What they tell of their bytes and how they break off is chosen for all of them.
 * Thread-safe.
 */
public final class FakeStreams implements MountProvider {
  /** Most bytes that one read gives, so that small data has many reads. */
  public static final int CHUNK = 1000;

  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final AtomicInteger opens = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicLong read = new AtomicLong();
  private volatile Telling telling = new Telling(true, true, true, true);
  private volatile boolean ready = true;
  private volatile Gate gate = (_, _) -> {};

  /**
   * What a mount tells of its bytes.
   *
   * @param size whether their number
   * @param version whether their version
   * @param digest whether their digest
   * @param resumes whether it begins where it is asked to, or always at 0
   */
  public record Telling(boolean size, boolean version, boolean digest, boolean resumes) {}

  /** What a stream passes before each read. */
  @FunctionalInterface
  public interface Gate {
    /** Lets the read of a name happen at a position, holds it back, or fails it. */
    void pass(String name, long position) throws IOException;
  }

  /** Mounts with nothing behind them that tell everything. */
  public FakeStreams() {}

  /** Changes what all mounts tell. */
  public void telling(Telling newTelling) {
    telling = newTelling;
  }

  /** Changes whether all mounts can be read at once. */
  public void ready(boolean newReady) {
    ready = newReady;
  }

  /** Lets each read pass this gate. */
  public void gate(Gate newGate) {
    gate = newGate;
  }

  /** Puts bytes behind a name and returns its URI. */
  public URI put(String name, byte[] bytes) {
    files.put(name, bytes);
    return uri(name);
  }

  /** The URI of a name. */
  public static URI uri(String name) {
    return URI.create("stream:" + name);
  }

  /** Takes away what is behind a name. */
  public void remove(String name) {
    files.remove(name);
  }

  /** How many streams were opened, failures too. */
  public int opens() {
    return opens.get();
  }

  /** How many are open. */
  public int stillOpen() {
    return open.get();
  }

  /** Bytes that all streams have given. */
  public long read() {
    return read.get();
  }

  @Override
  public String scheme() {
    return "stream";
  }

  @Override
  public Mount mount(URI uri) {
    if (!scheme().equals(uri.getScheme())) {
      throw new IllegalArgumentException("mount: expected a stream: URI, got " + uri);
    }
    return new StreamMount(uri, uri.getSchemeSpecificPart());
  }

  private final class StreamMount implements Mount {
    private final URI uri;
    private final String name;

    StreamMount(URI uri, String name) {
      this.uri = uri;
      this.name = name;
    }

    @Override
    public URI uri() {
      return uri;
    }

    @Override
    public MountStat stat() {
      var bytes = files.get(name);
      return bytes == null
          ? MountStat.ABSENT
          : new MountStat(true, telling.size() ? bytes.length : -1, ready);
    }

    @Override
    public boolean sequential() {
      return true;
    }

    @Override
    public Source open() {
      throw new UnsupportedOperationException(uri + " gives its bytes in one pass only");
    }

    @Override
    public MountStream stream(long from) throws IOException {
      opens.incrementAndGet();
      var bytes = files.get(name);
      if (bytes == null) {
        throw new NoSuchFileException(name);
      }
      var digest = Multihash.sum(Multicodec.SHA2_256, bytes);
      int at = telling.resumes() && from <= bytes.length ? (int) from : 0;
      open.incrementAndGet();
      return new MountStream(
          new Gated(name, bytes, at),
          at,
          telling.size() ? bytes.length : -1,
          telling.version() ? digest.toString() : "",
          telling.digest() ? Optional.of(digest) : Optional.empty());
    }
  }

  private final class Gated extends InputStream {
    private final String name;
    private final InputStream bytes;
    private long position;
    private boolean closed;

    Gated(String name, byte[] bytes, int from) {
      this.name = name;
      this.bytes = new ByteArrayInputStream(bytes, from, bytes.length - from);
      this.position = from;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      gate.pass(name, position);
      int count = bytes.read(requireNonNull(target), offset, Math.min(length, CHUNK));
      if (count > 0) {
        position += count;
        read.addAndGet(count);
      }
      return count;
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        open.decrementAndGet();
      }
    }
  }
}
