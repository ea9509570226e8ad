package io.dagstore.distribution.http;

import io.dagstore.distribution.rpc.RpcEndpoint;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.URI;
import java.util.concurrent.Executors;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.http2.hpack.HpackFieldPreEncoder;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.jspecify.annotations.Nullable;

/**
 * A server that listens: HTTP/1.1, HTTP/2 without TLS, and WebSocket, on one port. A few threads of
 * its own wait for the network, requests run on virtual ones; all carry the configured name and end
 * with it. Thread-safe; whoever started it closes it.
 */
public final class HttpServer implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(HttpServer.class.getName());
  private static final int THREADS = 8;
  private static final int HEADER_BYTES = 16 << 10;

  private final HttpConfig config;
  private final RpcEndpoint rpc;
  private final Server server;
  private final HeaderDeadlines deadlines;
  private final ServerConnector connector;
  private volatile int port;

  private HttpServer(HttpConfig config, RpcEndpoint rpc) {
    this.config = config;
    this.rpc = rpc;
    this.server = new Server(threads(config), timer(config), null);
    this.deadlines = new HeaderDeadlines(server.getScheduler(), config.headers());
    this.connector = connector();
  }

  /**
   * Listens, with JSON-RPC at {@code /rpc/v0}. The endpoint belongs to the server from here on and
   * is closed with it.
   *
   * @throws BindException if the port is taken or the address is not of this machine
   */
  public static HttpServer start(HttpConfig config, RpcEndpoint rpc) throws IOException {
    findHeaderEncoder();
    var http = new HttpServer(config, rpc);
    try {
      http.listen();
      return http;
    } catch (IOException | RuntimeException e) {
      http.close();
      throw e;
    }
  }

  /**
   * Jetty asks the thread's class loader, once, for who encodes the headers of HTTP/2. Where each
   * jar is a bundle only that one's own loader knows.
   */
  private static void findHeaderEncoder() {
    var thread = Thread.currentThread();
    var before = thread.getContextClassLoader();
    thread.setContextClassLoader(HpackFieldPreEncoder.class.getClassLoader());
    try {
      var _ = new PreEncodedHttpField(HttpHeader.SERVER, "");
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static QueuedThreadPool threads(HttpConfig config) {
    var threads = new QueuedThreadPool(THREADS, 1);
    threads.setName(config.name() + "-http");
    threads.setReservedThreads(0);
    threads.setDaemon(true);
    threads.setVirtualThreadsExecutor(
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name(config.name() + "-http-request-", 0).factory()));
    return threads;
  }

  private static ScheduledExecutorScheduler timer(HttpConfig config) {
    return new ScheduledExecutorScheduler(config.name() + "-http-timer", true);
  }

  private ServerConnector connector() {
    var settings = new HttpConfiguration();
    settings.setSendServerVersion(false);
    settings.setRequestHeaderSize(HEADER_BYTES);
    settings.setIdleTimeout(config.idle().toMillis());
    var http = new HttpConnectionFactory(settings);
    http.addEventListener(deadlines);
    var h2c = new HTTP2CServerConnectionFactory(settings);
    h2c.addEventListener(deadlines);
    h2c.setMaxConcurrentStreams(rpc.limits().callsPerConnection());
    var made = new ServerConnector(server, null, null, null, 1, 1, http, h2c);
    made.setHost(config.host());
    made.setPort(config.port());
    made.setIdleTimeout(config.idle().toMillis());
    made.setShutdownIdleTimeout(config.grace().toMillis());
    return made;
  }

  private void listen() throws IOException {
    var sockets = ServerWebSocketContainer.ensure(server);
    sockets.setIdleTimeout(config.idle());
    sockets.setMaxTextMessageSize(rpc.limits().requestBytes());
    sockets.setMaxBinaryMessageSize(1);
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(config.connections(), connector));
    server.setErrorHandler((request, response, callback) -> {
      callback.succeeded();
      return true;
    });
    deadlines.setHandler(new Doorkeeper(config, new RpcHandler(rpc, sockets, config.idle())));
    server.setHandler(deadlines);
    try {
      connector.open();
      port = connector.getLocalPort();
      server.start();
    } catch (IOException e) {
      throw bind(e) instanceof BindException cause ? refused(cause) : e;
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("http server: expected a start, got a failure", e);
    }
  }

  private static @Nullable Throwable bind(IOException e) {
    return e instanceof BindException ? e : e.getCause();
  }

  private BindException refused(BindException cause) {
    var refused =
        new BindException(
            "listen "
                + config.host()
                + ":"
                + config.port()
                + ": expected a free port of this machine, got: "
                + cause.getMessage());
    refused.initCause(cause);
    return refused;
  }

  /** Where it listens, or listened: {@code http://HOST:PORT}. */
  public URI url() {
    var host =
        switch (config.host()) {
          case "0.0.0.0" -> "127.0.0.1";
          case "::", "[::]" -> "[::1]";
          default ->
              config.host().indexOf(':') >= 0 && !config.host().startsWith("[")
                  ? "[" + config.host() + "]"
                  : config.host();
        };
    return URI.create("http://" + host + ":" + port);
  }

  /** Takes nothing new, lets what runs end within the grace time, and ends. */
  @Override
  public void close() {
    try {
      connector.close();
      rpc.drain(config.grace());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    rpc.close();
    try {
      server.stop();
    } catch (Exception e) {
      LOG.log(Level.WARNING, "http server did not stop cleanly", e);
    } finally {
      server.destroy();
    }
  }
}
