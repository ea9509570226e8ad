package io.dagstore.distribution.runtime.internal;

import dagger.Module;
import dagger.Provides;
import io.dagstore.core.files.Closer;
import io.dagstore.distribution.http.HttpConfig;
import io.dagstore.distribution.http.HttpServer;
import io.dagstore.distribution.rpc.ApiInfo;
import io.dagstore.distribution.rpc.RpcEndpoint;
import io.dagstore.distribution.rpc.Tokens;
import io.dagstore.distribution.runtime.config.RpcSection;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** The server, and the files that tell where it answers and to whom. */
@Module
interface ServerModule {
  @Provides
  @Singleton
  static Tokens tokens(Given given) {
    return Opening.of(
        () -> given.readOnly() ? Tokens.borrow(given.directory()) : Tokens.open(given.directory()));
  }

  @Provides
  @Singleton
  static Server server(Given given, Face face, Grace grace, Closer closer) {
    return given.config().rpc().listen().isEmpty()
        ? new Server(Optional.empty())
        : Opening.of(() -> listen(given, face, grace, closer));
  }

  private static Server listen(Given given, Face face, Grace grace, Closer closer)
      throws IOException {
    face.tokens();
    var rpc = given.config().rpc();
    var endpoint = RpcEndpoint.of(face, rpc.limits(), given.threads());
    var server = HttpServer.start(http(given.name(), rpc), endpoint);
    closer.register(server::close);
    URI url = server.url();
    face.listensAt(url);
    // The server's wait is the first of the stop.
    closer.register(grace::begin);
    if (!given.readOnly()) {
      closer.register(() -> ApiInfo.remove(given.directory()));
      ApiInfo.write(given.directory(), url);
    }
    return new Server(Optional.of(url));
  }

  private static HttpConfig http(String name, RpcSection rpc) {
    int colon = rpc.listen().lastIndexOf(':');
    var host = rpc.listen().substring(0, colon).replaceAll("[\\[\\]]", "");
    return new HttpConfig(
        name,
        host,
        Integer.parseInt(rpc.listen().substring(colon + 1)),
        Set.copyOf(rpc.hosts()),
        Set.copyOf(rpc.origins()),
        rpc.maxConnections(),
        rpc.idleTimeout(),
        rpc.headerTimeout(),
        rpc.grace());
  }
}
