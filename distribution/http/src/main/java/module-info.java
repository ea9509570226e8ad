import org.jspecify.annotations.NullMarked;

/** The one HTTP server of a node: Jetty on virtual threads. */
@NullMarked
module io.dagstore.distribution.http {
  requires transitive io.dagstore.distribution.rpc;
  requires static transitive org.jspecify;
  requires org.eclipse.jetty.http2.hpack;
  requires org.eclipse.jetty.http2.server;
  requires org.eclipse.jetty.server;
  requires transitive org.eclipse.jetty.websocket.api;
  requires org.eclipse.jetty.websocket.server;

  exports io.dagstore.distribution.http;
}
