package io.dagstore.distribution.http;

import io.dagstore.distribution.rpc.Caller;
import io.dagstore.distribution.rpc.RpcEndpoint;
import io.dagstore.distribution.rpc.RpcException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;

/** JSON-RPC at its path: POST answers one request, an upgrade opens a line for many. */
final class RpcHandler extends Handler.Abstract {
  private static final String PATH = "/rpc/v0";
  private static final String BEARER = "Bearer ";

  private final RpcEndpoint rpc;
  private final ServerWebSocketContainer sockets;
  private final Bodies bodies;
  private final Semaphore requests;

  RpcHandler(RpcEndpoint rpc, ServerWebSocketContainer sockets, Duration bodyTime) {
    this.rpc = rpc;
    this.sockets = sockets;
    this.bodies = new Bodies(rpc.limits().requestBytes(), bodyTime);
    this.requests = new Semaphore(rpc.limits().calls());
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback)
      throws InterruptedException {
    if (!Request.getPathInContext(request).equals(PATH)) {
      return refuse(request, response, callback, HttpStatus.NOT_FOUND_404);
    }
    boolean upgrade = request.getHeaders().contains(HttpHeader.UPGRADE, "websocket");
    if (!upgrade && !request.getMethod().equals("POST")) {
      response.getHeaders().put(HttpHeader.ALLOW, "POST");
      return refuse(request, response, callback, HttpStatus.METHOD_NOT_ALLOWED_405);
    }
    Caller caller;
    try {
      caller = rpc.caller(token(request, upgrade), local(request));
    } catch (RpcException e) {
      response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
      return refuse(request, response, callback, HttpStatus.UNAUTHORIZED_401);
    }
    return upgrade
        ? open(request, response, callback, caller)
        : answer(request, response, callback, caller);
  }

  private static boolean refuse(Request request, Response response, Callback callback, int status) {
    Response.writeError(request, response, callback, status);
    return true;
  }

  /** A browser cannot set headers of a WebSocket: there the token may stand in the query. */
  private static Optional<String> token(Request request, boolean upgrade) {
    var header = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    if (header != null) {
      boolean bearer = header.regionMatches(true, 0, BEARER, 0, BEARER.length());
      return Optional.of(bearer ? header.substring(BEARER.length()).strip() : "");
    }
    return upgrade
        ? Optional.ofNullable(Request.extractQueryParameters(request))
            .map((Fields fields) -> fields.getValue("token"))
        : Optional.empty();
  }

  private static boolean local(Request request) {
    return request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress to
        && to.getAddress() != null
        && to.getAddress().isLoopbackAddress();
  }

  private boolean open(Request request, Response response, Callback callback, Caller caller) {
    var opened =
        sockets.upgrade((_, _, _) -> new RpcSocket(rpc, caller), request, response, callback);
    return opened || refuse(request, response, callback, HttpStatus.BAD_REQUEST_400);
  }

  private boolean answer(Request request, Response response, Callback callback, Caller caller)
      throws InterruptedException {
    if (!requests.tryAcquire()) {
      return refuse(request, response, callback, HttpStatus.SERVICE_UNAVAILABLE_503);
    }
    try {
      var body = bodies.read(request);
      request.addIdleTimeoutListener(_ -> false);
      var reply = new Reply(response);
      rpc.answer(body, caller, reply);
      reply.end();
      callback.succeeded();
    } catch (Bodies.Refusal e) {
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
      return refuse(request, response, callback, e.status());
    } catch (IOException e) {
      callback.failed(e);
    } finally {
      requests.release();
    }
    return true;
  }
}
