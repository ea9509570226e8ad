package io.dagstore.distribution.runtime.plugin;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.mount.Mount;
import io.dagstore.core.api.mount.MountProvider;
import io.dagstore.core.api.mount.MountStat;
import io.dagstore.core.api.mount.MountStream;
import io.dagstore.core.api.plugin.PluginContext;
import io.dagstore.core.files.Source;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * A stranger's mounts, {@code odd:HOW}, which misbehave as their URI says. Bytes are {@link
 * #BYTES}; the file {@code closed} of the node counts closed sources by its length.
 */
public final class OddMounts implements MountProvider {
  static final String BYTES = "0123456789";

  private final PluginContext context;

  /** What a node hands in. */
  public OddMounts(PluginContext context) {
    this.context = context;
  }

  @Override
  public String scheme() {
    return context.settings().getOrDefault("scheme", "odd");
  }

  @Override
  public Mount mount(URI uri) {
    var how = uri.getSchemeSpecificPart();
    return switch (how) {
      case "refused" -> throw new IllegalArgumentException("not mine");
      case "mount-throws" -> throw new IllegalStateException("mount");
      case "mount-null" -> nothing();
      default -> new OddMount(uri, how);
    };
  }

  @Override
  public Optional<URI> find(ShardKey key) throws IOException {
    return switch (key.value()) {
      case "known" -> Optional.of(URI.create("odd:good"));
      case "elsewhere" -> Optional.of(URI.create("file:/etc/passwd"));
      case "throws" -> throw new IllegalStateException("find");
      case "null" -> nothing();
      case "lost" -> throw new NoSuchFileException("gone");
      default -> Optional.empty();
    };
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T nothing() {
    return null;
  }

  private static int overflow(int depth) {
    return depth == Integer.MAX_VALUE ? depth : overflow(depth + 1) + 1;
  }

  private static void hang() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An exception that nobody else knows. */
  static final class OddException extends IOException {
    private static final long serialVersionUID = 1;

    OddException() {
      super("odd");
    }
  }

  private record OddMount(URI uri, String how) implements Mount {
    @Override
    public MountStat stat() {
      return switch (how) {
        case "stat-throws" -> throw new IllegalStateException("stat");
        case "stat-null" -> nothing();
        case "sealed" -> new MountStat(true, BYTES.length(), false);
        default -> MountStat.ready(BYTES.length());
      };
    }

    @Override
    public boolean sequential() {
      if (how.equals("sequential-throws")) {
        throw new IllegalStateException("sequential");
      }
      return how.startsWith("stream-");
    }

    @Override
    public MountStream stream(long from) throws IOException {
      switch (how) {
        case "stream-throws" -> throw new IllegalStateException("stream");
        case "stream-absent" -> throw new NoSuchFileException("gone");
        case "stream-hangs" -> hang();
        case "stream-null" -> {
          return nothing();
        }
        default -> {}
      }
      return new MountStream(new OddStream(how, from), from, BYTES.length(), "v", Optional.empty());
    }

    @Override
    public Source open() throws IOException {
      switch (how) {
        case "open-throws" -> throw new IllegalStateException("open");
        case "open-absent" -> throw new NoSuchFileException("gone");
        case "open-odd" -> throw new OddException();
        case "open-linkage" -> throw new NoClassDefFoundError("org/example/Missing");
        case "open-overflow" -> throw new IllegalStateException("" + overflow(0));
        case "open-assertion" -> throw new AssertionError("open");
        case "open-hangs" -> hang();
        case "open-null" -> {
          return nothing();
        }
        default -> {}
      }
      return new OddSource(how);
    }
  }

  /** Gives all that is left of the bytes at once. */
  private static final class OddStream extends InputStream {
    private final String how;
    private final InputStream rest;

    OddStream(String how, long from) {
      this.how = how;
      this.rest = new ByteArrayInputStream(BYTES.substring((int) from).getBytes(US_ASCII));
    }

    @Override
    public int read() throws IOException {
      return rest.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      switch (how) {
        case "stream-read-throws" -> throw new IllegalStateException("read");
        case "stream-read-hangs" -> hang();
        default -> {}
      }
      int count = rest.read(target, offset, length);
      return switch (how) {
        case "stream-none" -> 0;
        case "stream-many" -> length + 1;
        case "stream-negative" -> count < 0 ? -7 : count;
        default -> count;
      };
    }

    @Override
    public void close() {
      if (how.equals("stream-close-throws")) {
        throw new IllegalStateException("close");
      }
    }
  }

  private record OddSource(String how) implements Source {
    @Override
    public String name() {
      return how;
    }

    @Override
    public long size() {
      return how.equals("negative-size") ? -1 : BYTES.length();
    }

    @Override
    public int readUpTo(long position, byte[] target, int offset, int length) {
      switch (how) {
        case "read-throws" -> throw new IllegalStateException("read");
        case "read-hangs" -> hang();
        default -> {}
      }
      int count = (int) Math.min(length, BYTES.length() - position);
      for (int i = 0; i < count; i++) {
        target[offset + i] = (byte) BYTES.charAt((int) position + i);
      }
      return switch (how) {
        case "short" -> count - 1;
        case "many" -> count + 1;
        case "negative" -> -1;
        default -> count;
      };
    }

    @Override
    public void close() {
      if (how.equals("close-throws")) {
        throw new IllegalStateException("close");
      }
    }
  }
}
