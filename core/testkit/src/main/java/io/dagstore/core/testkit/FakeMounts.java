package io.dagstore.core.testkit;

import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.mount.Mount;
import io.dagstore.core.api.mount.MountProvider;
import io.dagstore.core.api.mount.MountStat;
import io.dagstore.core.files.Source;
import java.io.IOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Mounts {@code fake:NAME}, or of another scheme, over arrays that a test puts there, replaces and
 * takes away. Each may be told to hold back or to fail its next opening, and to fail its reads.
 * Every source is watched for leaks. Thread-safe.
 */
public final class FakeMounts implements MountProvider {
  private final String scheme;
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final Map<String, Gate> gates = new ConcurrentHashMap<>();
  private final Map<String, AtomicBoolean> broken = new ConcurrentHashMap<>();
  private final LeakGuard guard = new LeakGuard();
  private final AtomicInteger opens = new AtomicInteger();
  private final Map<ShardKey, URI> known = new ConcurrentHashMap<>();
  private final AtomicInteger finds = new AtomicInteger();
  private volatile boolean blind;

  /** What an opening passes before it happens. */
  @FunctionalInterface
  public interface Gate {
    /** Lets the opening happen, holds it back, or fails it. */
    void pass() throws IOException;
  }

  /** Mounts of scheme {@code fake} with nothing behind them. */
  public FakeMounts() {
    this("fake");
  }

  /** Mounts of this scheme with nothing behind them. */
  public FakeMounts(String scheme) {
    this.scheme = scheme;
  }

  /** Puts bytes behind a name and returns its URI. */
  public URI put(String name, byte[] bytes) {
    files.put(name, bytes);
    return URI.create(scheme + ":" + name);
  }

  /** The URI of a name in scheme {@code fake}. */
  public static URI uri(String name) {
    return URI.create("fake:" + name);
  }

  /** Lets a shard that nobody registered be found at this URI. */
  public void know(ShardKey key, URI uri) {
    known.put(key, uri);
  }

  @Override
  public Optional<URI> find(ShardKey key) throws IOException {
    finds.incrementAndGet();
    if (blind) {
      throw new IOException("planned: nobody can be asked");
    }
    return Optional.ofNullable(known.get(key));
  }

  /** How often a shard was looked for. */
  public int finds() {
    return finds.get();
  }

  /** Lets every search for a shard fail, or no more. */
  public void blind(boolean newBlind) {
    blind = newBlind;
  }

  /** Takes away what is behind a name. */
  public void remove(String name) {
    files.remove(name);
  }

  /** Lets each opening of a name pass this gate. */
  public void gate(String name, Gate gate) {
    gates.put(name, gate);
  }

  /** Lets reads of a name fail while the switch is on, as {@link FaultySource} does. */
  public void breaks(String name, AtomicBoolean broken) {
    this.broken.put(name, broken);
  }

  /** How often anything was opened, failures too. */
  public int opens() {
    return opens.get();
  }

  /** Watches every source that was opened. */
  public LeakGuard guard() {
    return guard;
  }

  @Override
  public String scheme() {
    return scheme;
  }

  @Override
  public Mount mount(URI uri) {
    if (!scheme().equals(uri.getScheme())) {
      throw new IllegalArgumentException("mount: expected a " + scheme + ": URI, got " + uri);
    }
    return new FakeMount(uri, uri.getSchemeSpecificPart());
  }

  private final class FakeMount implements Mount {
    private final URI uri;
    private final String name;

    FakeMount(URI uri, String name) {
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
      return bytes == null ? MountStat.ABSENT : MountStat.ready(bytes.length);
    }

    @Override
    public Source open() throws IOException {
      opens.incrementAndGet();
      var gate = gates.get(name);
      if (gate != null) {
        gate.pass();
      }
      var bytes = files.get(name);
      if (bytes == null) {
        throw new NoSuchFileException(name);
      }
      var source = Source.of(bytes, name);
      var fault = broken.get(name);
      return guard.watch(fault == null ? source : new FaultySource(source, fault));
    }
  }
}
