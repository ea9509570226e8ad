package io.dagstore.mounts.file;

import io.dagstore.core.api.mount.Mount;
import io.dagstore.core.api.mount.MountProvider;
import io.dagstore.core.api.plugin.PluginContext;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Mounts of the scheme {@code file}: {@code file:///absolute/path} or {@code file:path/below/base},
 * both percent-encoded byte by byte, so a file name with any bytes comes back as it was. Immutable,
 * thread-safe.
 */
public final class FileMountProvider implements MountProvider {
  private static final String SCHEME = "file";

  private final String base;

  /**
   * Resolves relative paths against the current folder: what a plain {@code ServiceLoader} makes.
   */
  public FileMountProvider() {
    this(Path.of(""));
  }

  /** Resolves relative paths against the directory of the node. */
  public FileMountProvider(PluginContext context) {
    this(context.directory());
  }

  /**
   * Resolves relative paths against {@code base}, which thereby may move with its store: URIs do
   * not name it.
   */
  public FileMountProvider(Path base) {
    String raw = base.toAbsolutePath().toUri().getRawPath();
    this.base = raw.endsWith("/") ? raw : raw + "/";
  }

  @Override
  public String scheme() {
    return SCHEME;
  }

  /** Returns the URI of a file: absolute for an absolute path, relative to the base for others. */
  public URI uri(Path path) {
    if (path.isAbsolute()) {
      return URI.create(SCHEME + "://" + withoutSlash(path.toUri().getRawPath()));
    }
    Path resolved = Path.of(URI.create(SCHEME + "://" + base)).resolve(path);
    String raw = withoutSlash(resolved.toUri().getRawPath());
    return URI.create(SCHEME + ":" + raw.substring(base.length()));
  }

  /** A folder's URI ends with a slash, and whether it is a folder may change. */
  private static String withoutSlash(String rawPath) {
    return rawPath.length() > 1 && rawPath.endsWith("/")
        ? rawPath.substring(0, rawPath.length() - 1)
        : rawPath;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the scheme is another, or there is a host, a query, a
   *     fragment, no path, or a NUL in it
   */
  @Override
  public Mount mount(URI uri) {
    String scheme = uri.getScheme();
    if (scheme == null || !scheme.toLowerCase(Locale.ROOT).equals(SCHEME)) {
      throw refused(uri, "scheme file", scheme + "");
    }
    if (uri.getRawAuthority() != null && !uri.getRawAuthority().equals("localhost")) {
      throw refused(uri, "no host", uri.getRawAuthority());
    }
    String path = uri.isOpaque() ? base + uri.getRawSchemeSpecificPart() : uri.getRawPath();
    if (uri.getRawFragment() != null || path.indexOf('?') >= 0 || uri.getRawQuery() != null) {
      throw refused(uri, "a path only (? is %3F and # is %23)", "a query or a fragment");
    }
    return new FileMount(uri, Path.of(URI.create(SCHEME + "://" + path)));
  }

  private static IllegalArgumentException refused(URI uri, String expected, String got) {
    return new IllegalArgumentException("mount " + uri + ": expected " + expected + ", got " + got);
  }
}
