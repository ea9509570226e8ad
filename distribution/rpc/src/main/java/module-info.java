import org.jspecify.annotations.NullMarked;

/** JSON-RPC without sockets: methods, channels, tokens, and the client. */
@NullMarked
module io.dagstore.distribution.rpc {
  requires transitive io.dagstore.core.api;
  requires static transitive org.jspecify;
  requires com.nimbusds.jose.jwt;
  requires java.net.http;
  requires tools.jackson.core;

  exports io.dagstore.distribution.rpc;
}
