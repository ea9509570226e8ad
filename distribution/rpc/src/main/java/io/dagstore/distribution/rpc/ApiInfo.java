package io.dagstore.distribution.rpc;

import io.dagstore.core.files.AtomicFile;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where a node answers, and with which token.
 *
 * @param url {@code http://HOST:PORT}, without a path
 * @param token the token to show
 */
public record ApiInfo(URI url, Optional<String> token) {
  private static final String FILE = "api";
  private static final int MAX_FILE = 4096;

  /**
   * Reads {@code <token>:<multiaddr>}, {@code <multiaddr>}, {@code <token>:<URL>} or a URL. A
   * multiaddr is {@code /ip4/127.0.0.1/tcp/1234/http}, with {@code ip6} or {@code dns} as well; a
   * URL may be of {@code ws} too, and its path is left out.
   *
   * @throws IllegalArgumentException if it is none of them
   */
  public static ApiInfo parse(String text) {
    var address = text.strip();
    for (var start : List.of("/", "http:", "https:", "ws:", "wss:")) {
      if (address.startsWith(start)) {
        return new ApiInfo(url(address), Optional.empty());
      }
    }
    int colon = address.indexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException(
          "api address: expected TOKEN:MULTIADDR, a multiaddr or a URL, got another text");
    }
    var token = Optional.of(address.substring(0, colon));
    return new ApiInfo(url(address.substring(colon + 1)), token);
  }

  private static URI url(String address) {
    return address.startsWith("/") ? ofMultiaddr(address) : ofUrl(address);
  }

  private static URI ofUrl(String text) {
    var uri = URI.create(text);
    var scheme =
        switch (String.valueOf(uri.getScheme())) {
          case "http", "ws" -> "http";
          case "https", "wss" -> "https";
          default -> throw wrong(text, "a URL of http or https");
        };
    if (uri.getHost() == null || uri.getUserInfo() != null) {
      throw wrong(text, "a URL with a host");
    }
    return URI.create(scheme + "://" + uri.getAuthority());
  }

  private static URI ofMultiaddr(String text) {
    var parts = text.split("/", -1);
    var form = "a multiaddr such as /ip4/127.0.0.1/tcp/1234/http";
    if (parts.length < 5 || parts.length > 6 || !parts[3].equals("tcp")) {
      throw wrong(text, form);
    }
    var host =
        switch (parts[1]) {
          case "ip4", "dns", "dns4", "dns6" -> parts[2];
          case "ip6" -> "[" + parts[2] + "]";
          default -> throw wrong(text, form);
        };
    var scheme =
        switch (parts.length == 6 ? parts[5] : "http") {
          case "http", "ws" -> "http";
          case "https", "wss" -> "https";
          default -> throw wrong(text, form);
        };
    return ofUrl(scheme + "://" + host + ":" + parts[4]);
  }

  private static IllegalArgumentException wrong(String text, String expected) {
    return new IllegalArgumentException("api address: expected " + expected + ", got " + text);
  }

  /** What a running node left in its directory, or empty where there is no file {@code api}. */
  public static Optional<ApiInfo> read(Path directory) throws IOException {
    var file = directory.resolve(FILE);
    if (!Files.isReadable(file) || Files.size(file) > MAX_FILE) {
      return Optional.empty();
    }
    return Optional.of(new ApiInfo(parse(Files.readString(file)).url(), TokenFile.read(directory)));
  }

  /** Writes the file {@code api} of a node that answers at this URL. */
  public static void write(Path directory, URI url) throws IOException {
    var text = StandardCharsets.UTF_8.encode(multiaddr(url));
    AtomicFile.write(
        directory.resolve(FILE),
        channel -> {
          for (ByteBuffer left = text; left.hasRemaining(); ) {
            channel.write(left);
          }
        });
  }

  /** The address as Lotus writes it. */
  static String multiaddr(URI url) {
    var host = url.getHost();
    var kind = host.startsWith("[") ? "ip6" : host.matches("[0-9.]+") ? "ip4" : "dns";
    var name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    return "/" + kind + "/" + name + "/tcp/" + url.getPort() + "/" + url.getScheme();
  }

  /** Removes the file {@code api}. */
  public static void remove(Path directory) throws IOException {
    Files.deleteIfExists(directory.resolve(FILE));
  }
}
