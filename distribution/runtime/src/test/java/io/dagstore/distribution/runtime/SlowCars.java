package io.dagstore.distribution.runtime;

import io.dagstore.core.api.mount.Mount;
import io.dagstore.core.api.mount.MountProvider;
import io.dagstore.core.api.mount.MountStat;
import io.dagstore.core.api.mount.MountStream;
import io.dagstore.core.api.plugin.PluginContext;
import io.dagstore.core.files.FileSource;
import io.dagstore.core.files.Source;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A stranger's mounts {@code slow:ANYTHING}, all of the file {@code car} of the node; {@code
 * slow:stream…} and {@code slow:sealed…} come in one pass only, and the latter are not ready. An
 * opening leaves a file {@code opening-…} and waits for the file {@code go}; of a stream, its first
 * read does.
 */
public final class SlowCars implements MountProvider {
  private final Path folder;

  /** What a node hands in. */
  public SlowCars(PluginContext context) {
    folder = context.directory();
  }

  /** How many openings wait, once their number has not changed for a while. */
  static int settled(Path folder) throws IOException {
    int last = -1;
    long since = System.nanoTime();
    while (last < 1 || System.nanoTime() - since < TimeUnit.MILLISECONDS.toNanos(500)) {
      int now = waiting(folder);
      if (now != last) {
        last = now;
        since = System.nanoTime();
      }
      LockSupport.parkNanos(1_000_000);
    }
    return last;
  }

  private static int waiting(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return (int) files.filter(f -> f.getFileName().toString().startsWith("opening-")).count();
    }
  }

  @Override
  public String scheme() {
    return "slow";
  }

  @Override
  public Mount mount(URI uri) {
    return new Mount() {
      @Override
      public URI uri() {
        return uri;
      }

      @Override
      public MountStat stat() throws IOException {
        return new MountStat(true, Files.size(folder.resolve("car")), !is("sealed"));
      }

      @Override
      public boolean sequential() {
        return is("sealed") || is("stream");
      }

      @Override
      public Source open() throws IOException {
        waitToGo(uri);
        return FileSource.open(folder.resolve("car"));
      }

      @Override
      public MountStream stream(long from) throws IOException {
        return MountStream.of(carBytes(uri));
      }

      private boolean is(String kind) {
        return uri.getSchemeSpecificPart().startsWith(kind);
      }
    };
  }

  /** The car's bytes, of which the first are waited for. */
  private InputStream carBytes(URI uri) throws IOException {
    return new FilterInputStream(Files.newInputStream(folder.resolve("car"))) {
      private boolean begun;

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        if (!begun) {
          begun = true;
          waitToGo(uri);
        }
        return super.read(target, offset, length);
      }
    };
  }

  private void waitToGo(URI uri) throws IOException {
    Files.createFile(folder.resolve("opening-" + System.nanoTime() + "-" + uri.hashCode()));
    while (Files.notExists(folder.resolve("go"))) {
      LockSupport.parkNanos(1_000_000);
    }
  }
}
