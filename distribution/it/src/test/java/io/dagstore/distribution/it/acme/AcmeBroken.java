package io.dagstore.distribution.it.acme;

import io.dagstore.core.api.mount.Mount;
import io.dagstore.core.api.mount.MountProvider;
import io.dagstore.core.api.mount.MountStat;
import io.dagstore.core.api.plugin.PluginContext;
import io.dagstore.core.files.FileSource;
import io.dagstore.core.files.Source;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;

/**
 * A stranger's mount that does things wrong: {@code broken://HOW/path}. What hangs does so until
 * the file {@code go} is in the node's directory, whoever interrupts it; the files {@code opened}
 * and {@code closed} there have a byte for each source.
 */
public final class AcmeBroken implements MountProvider {
  private final Path folder;

  public AcmeBroken(PluginContext context) {
    folder = context.directory();
  }

  @Override
  public String scheme() {
    return "broken";
  }

  @Override
  public Mount mount(URI uri) {
    return new BrokenMount(uri, folder);
  }

  private static void hang(Path folder) {
    while (Files.notExists(folder.resolve("go"))) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  private record BrokenMount(URI uri, Path folder) implements Mount {
    @Override
    public MountStat stat() throws IOException {
      return MountStat.ready(Files.size(Path.of(uri.getPath())));
    }

    @Override
    public Source open() throws IOException {
      switch (uri.getHost()) {
        case "open-throws" -> throw new IllegalStateException("open");
        case "open-hangs" -> hang(folder);
        default -> {}
      }
      var source = FileSource.open(Path.of(uri.getPath()));
      count("opened");
      return new BrokenSource(this, source);
    }

    void count(String what) throws IOException {
      Files.write(
          folder.resolve(what), new byte[1], StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }

  private record BrokenSource(BrokenMount mount, Source source) implements Source {
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
      int count = source.readUpTo(position, target, offset, length);
      return switch (mount.uri.getHost()) {
        case "read-throws" -> throw new IllegalStateException("read");
        case "read-hangs" -> {
          hang(mount.folder);
          yield count;
        }
        case "short" -> count - 1;
        case "many" -> count + 1;
        default -> count;
      };
    }

    @Override
    public void close() throws IOException {
      source.close();
      mount.count("closed");
    }
  }
}
