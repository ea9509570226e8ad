package io.dagstore.distribution.http;

import io.dagstore.distribution.rpc.RpcEndpoint;
import java.io.IOException;
import java.net.URI;

/** A server that listens. Thread-safe; whoever started it closes it. */
@SuppressWarnings("DoNotCallSuggester")
public final class HttpServer implements AutoCloseable {
  private HttpServer() {}

  /**
   * Listens, with JSON-RPC at {@code /rpc/v0}. The endpoint belongs to the server from here on and
   * is closed with it.
   *
   * @throws java.net.BindException if the port is taken or the address is not of this machine
   */
  public static HttpServer start(HttpConfig config, RpcEndpoint rpc) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Where it listens: {@code http://HOST:PORT}. */
  public URI url() {
    throw new UnsupportedOperationException();
  }

  /** Takes nothing new, lets what runs end within the grace time, and ends. */
  @Override
  public void close() {}
}
