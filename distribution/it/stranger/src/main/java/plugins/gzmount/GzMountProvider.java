package plugins.gzmount;

import io.dagstore.core.api.mount.Mount;
import io.dagstore.core.api.mount.MountProvider;
import io.dagstore.core.api.mount.MountStat;
import io.dagstore.core.api.plugin.PluginContext;
import io.dagstore.core.files.CorruptDataException;
import io.dagstore.core.files.Source;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Mounts of compressed CARs, {@code gz:///data/site.car.gz}. What is opened is unpacked into memory,
 * up to {@code max_bytes} of the node's section {@code [plugins.gz-mount]}.
 */
public final class GzMountProvider implements MountProvider {
  private static final String SCHEME = "gz";
  private static final String MAX_BYTES = "67108864";

  private final int maxBytes;

  /** Used by the node, which finds this class in META-INF/services. */
  public GzMountProvider(PluginContext context) {
    this.maxBytes = Integer.parseInt(context.settings().getOrDefault("max_bytes", MAX_BYTES));
  }

  @Override
  public String scheme() {
    return SCHEME;
  }

  /** Looks at nothing: whether there is a file is found out by stat and open. */
  @Override
  public Mount mount(URI uri) {
    if (!SCHEME.equals(uri.getScheme()) || uri.getPath() == null) {
      throw new IllegalArgumentException(
          "mount " + uri + ": expected gz:///path, got another URI");
    }
    return new GzMount(uri, Path.of(uri.getPath()), maxBytes);
  }

  private record GzMount(URI uri, Path path, int maxBytes) implements Mount {
    /** How large it is unpacked is known only when it is. */
    @Override
    public MountStat stat() {
      return Files.exists(path) ? MountStat.ready(-1) : MountStat.ABSENT;
    }

    @Override
    public Source open() throws IOException {
      try (var in = new GZIPInputStream(Files.newInputStream(path))) {
        var bytes = in.readNBytes(maxBytes + 1);
        if (bytes.length > maxBytes) {
          throw new IOException(path + ": expected " + maxBytes + " bytes or fewer, got more");
        }
        return Source.of(bytes, path.toString());
      } catch (ZipException e) {
        throw new CorruptDataException(path.toString(), 0, "file", "gzip", e.getMessage());
      }
    }
  }
}
