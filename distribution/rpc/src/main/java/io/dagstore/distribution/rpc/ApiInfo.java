package io.dagstore.distribution.rpc;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a node answers, and with which token.
 *
 * @param url {@code http://HOST:PORT}
 * @param token the token to show
 */
@SuppressWarnings("DoNotCallSuggester")
public record ApiInfo(URI url, Optional<String> token) {
  /**
   * Reads {@code <token>:<multiaddr>}, {@code <multiaddr>}, or a URL, with a token before it or
   * without.
   *
   * @throws IllegalArgumentException if it is none of them
   */
  public static ApiInfo parse(String text) {
    throw new UnsupportedOperationException();
  }

  /** What a running node left in its directory, or empty where there is no file {@code api}. */
  public static Optional<ApiInfo> read(Path directory) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Writes the file {@code api} of a node that answers at this URL. */
  public static void write(Path directory, URI url) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Removes the file {@code api}. */
  public static void remove(Path directory) throws IOException {
    throw new UnsupportedOperationException();
  }
}
