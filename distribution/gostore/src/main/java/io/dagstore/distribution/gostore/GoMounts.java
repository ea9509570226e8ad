package io.dagstore.distribution.gostore;

import io.dagstore.core.ipld.MalformedException;
import io.dagstore.core.ipld.MalformedException.Fault;
import io.dagstore.mounts.file.FileMountProvider;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Translates the URLs of Go's mounts. Its file mount writes a path into the host, {@code
 * file://name.car}, with a slash as {@code %2F}; its FS mount writes it into the query, {@code
 * fs://name.car?path=a%2Fname.car}. Any other is kept as it is.
 */
final class GoMounts {
  private static final String FILE = "file://";
  private static final String FS = "fs://";
  private static final String QUERY_PATH = "path=";

  private final Path cars;
  private final FileMountProvider files;

  /**
   * Translates.
   *
   * @param cars where relative paths begin
   */
  GoMounts(Path cars) {
    this.cars = cars.toAbsolutePath().normalize();
    this.files = new FileMountProvider(cars);
  }

  /**
   * Where a shard's bytes are.
   *
   * @param uri of our mount
   * @param file of a local one
   */
  record Place(URI uri, Optional<Path> file) {}

  /**
   * The place that a URL names.
   *
   * @throws MalformedException if it names none
   */
  Place of(String url) {
    if (url.startsWith(FILE)) {
      return file(path(cut(url.substring(FILE.length()), "?#"), false));
    }
    if (url.startsWith(FS)) {
      return fs(url.substring(FS.length()));
    }
    try {
      var uri = new URI(url);
      if (uri.getScheme() != null) {
        return new Place(uri, Optional.empty());
      }
    } catch (URISyntaxException e) {
      throw malformed("a URL", url);
    }
    throw malformed("a scheme", url);
  }

  /** A local file. */
  Place file(Path path) {
    return new Place(files.uri(path), Optional.of(path));
  }

  private Place fs(String rest) {
    int query = rest.indexOf('?');
    for (var part : query < 0 ? new String[0] : rest.substring(query + 1).split("&", -1)) {
      if (part.startsWith(QUERY_PATH)) {
        return below(path(part.substring(QUERY_PATH.length()), true), rest);
      }
    }
    return below(path(cut(rest, "?#"), false), rest);
  }

  /** A file system of Go has no way out of its folder. */
  private Place below(Path path, String rest) {
    if (!path.startsWith(cars)) {
      throw malformed("a path within its file system", FS + rest);
    }
    return file(path);
  }

  private static String cut(String text, String ends) {
    int end = 0;
    while (end < text.length() && ends.indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return text.substring(0, end);
  }

  private Path path(String escaped, boolean plusIsSpace) {
    var bytes = unescaped(plusIsSpace ? escaped.replace('+', ' ') : escaped);
    if (bytes.length == 0) {
      throw malformed("a path", "none");
    }
    // Each byte as an escape: names of files need not be text.
    var raw = new StringBuilder("file://");
    if (bytes[0] != '/') {
      var base = cars.toUri().getRawPath();
      raw.append(base).append(base.endsWith("/") ? "" : "/");
    }
    for (byte b : bytes) {
      raw.append(b == '/' ? "/" : "%" + HexFormat.of().toHexDigits(b));
    }
    try {
      return Path.of(URI.create(raw.toString())).normalize();
    } catch (IllegalArgumentException e) {
      throw malformed("a path", escaped);
    }
  }

  private static byte[] unescaped(String text) {
    var bytes = new ByteArrayOutputStream();
    var from = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < from.length; i++) {
      if (from[i] != '%') {
        bytes.write(from[i]);
      } else if (i + 2 < from.length && isHex(from[i + 1]) && isHex(from[i + 2])) {
        bytes.write(HexFormat.fromHexDigit(from[++i]) << 4 | HexFormat.fromHexDigit(from[++i]));
      } else {
        throw malformed("two hexadecimal digits behind %", text);
      }
    }
    return bytes.toByteArray();
  }

  private static boolean isHex(byte b) {
    return HexFormat.isHexDigit(b);
  }

  private static MalformedException malformed(String expected, String got) {
    return new MalformedException(Fault.INVALID, "mount", -1, expected, got);
  }
}
