package io.dagstore.distribution.rpc;

import io.dagstore.distribution.rpc.RpcException.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Answers JSON-RPC for one node: text in, text out, whatever carries it. Thread-safe; whoever made
 * it closes it.
 */
public final class RpcEndpoint implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(RpcEndpoint.class.getName());
  private static final int MAX_TOKENS = 10_000;

  private final RpcNode node;
  private final RpcLimits limits;
  private final MethodTable table;
  private final JsonText json;
  private final Calls calls;
  private final Set<RpcConnection> connections = ConcurrentHashMap.newKeySet();

  private RpcEndpoint(RpcNode node, RpcLimits limits, ThreadFactory threads) {
    this.node = node;
    this.limits = limits;
    this.table = new MethodTable(node, threads);
    this.json = new JsonText(limits.requestBytes(), MAX_TOKENS);
    this.calls = new Calls(limits, threads);
  }

  /** Where an answer goes. */
  @FunctionalInterface
  public interface Reply {
    /**
     * Begins the answer; called at most once, and not for a notification. The stream is closed when
     * the answer is whole; where it is not closed, it must not look whole to the caller.
     *
     * @param status HTTP status that goes with it
     */
    OutputStream begin(int status) throws IOException;
  }

  /** The endpoint of a node; its calls run on threads of this factory, virtual ones best. */
  public static RpcEndpoint of(RpcNode node, RpcLimits limits, ThreadFactory threads) {
    return new RpcEndpoint(node, limits, threads);
  }

  /** What it takes on. */
  public RpcLimits limits() {
    return limits;
  }

  /**
   * Who a caller is by what it shows. Without a token a caller on this machine may read, and one
   * elsewhere may do nothing.
   *
   * @param local whether it calls from this machine
   * @throws RpcException of kind {@link Kind#UNAUTHORIZED} if the token is not one of ours
   */
  public Caller caller(Optional<String> token, boolean local) {
    if (token.isPresent()) {
      return new Caller(node.tokens().verify(token.get()));
    }
    return new Caller(local ? EnumSet.of(Permission.READ) : Set.of());
  }

  /**
   * Answers one request and returns when the answer is handed over.
   *
   * @throws IOException if the answer could not be handed over whole
   */
  public void answer(byte[] request, Caller caller, Reply reply)
      throws IOException, InterruptedException {
    try (var _ = calls.answering()) {
      answered(request, caller, reply);
    }
  }

  private void answered(byte[] request, Caller caller, Reply reply)
      throws IOException, InterruptedException {
    Object text = null;
    boolean silent = false;
    Map<String, @Nullable Object> message;
    int status = 200;
    try {
      text = json.read(request);
      var asked = Request.of(text);
      silent = asked.notification();
      message = Messages.result(asked.id(), call(asked, caller));
    } catch (IOException | RuntimeException e) {
      log(e);
      status = status(e);
      message = Messages.error(Request.id(text), e);
    }
    if (!silent) {
      var out = reply.begin(status);
      Messages.write(out, message);
      out.close();
    }
  }

  private @Nullable Object call(Request request, Caller caller)
      throws IOException, InterruptedException {
    var method = method(request, caller);
    if (!(method.work() instanceof Method.Call call)) {
      throw new RpcException(
          Kind.UNKNOWN_METHOD,
          "method '" + request.method() + "' not supported in this mode (no out channel support)");
    }
    var arguments = method.read(request.params());
    return calls.run(method.name(), () -> call.call(arguments));
  }

  /** The method of a request, that the caller may call. */
  Method method(Request request, Caller caller) {
    var method =
        table
            .find(request.method())
            .orElseThrow(() ->
                new RpcException(
                    Kind.UNKNOWN_METHOD, "method '" + request.method() + "' not found"));
    caller.check(method);
    return method;
  }

  private static int status(Throwable thrown) {
    if (!(thrown instanceof RpcException e)) {
      return Errors.code(thrown) == Kind.INTERNAL.code() ? 500 : 200;
    }
    return switch (e.kind()) {
      case PARSE_ERROR, INVALID_REQUEST, UNKNOWN_METHOD, INVALID_PARAMS -> 400;
      case INTERNAL -> 500;
      case OVERLOADED -> 503;
      default -> 200;
    };
  }

  static void log(Throwable thrown) {
    if (Errors.code(thrown) == Kind.INTERNAL.code()) {
      LOG.log(System.Logger.Level.ERROR, "a call failed", thrown);
    }
  }

  /**
   * A connection that carries messages both ways.
   *
   * @param outlet where messages to the caller go; closing the connection does not close it
   */
  public RpcConnection connect(Caller caller, RpcConnection.Outlet outlet) {
    var connection = new RpcConnection(this, calls, caller, outlet, connections::remove);
    connections.add(connection);
    return connection;
  }

  JsonText json() {
    return json;
  }

  /** Refuses new calls, ends the channels, and waits for the calls that run, at most so long. */
  public void drain(Duration grace) throws InterruptedException {
    calls.refuse();
    connections.forEach(RpcConnection::endChannels);
    calls.drain(grace);
  }

  /** Refuses new calls, cuts off the running ones, and waits for their threads. */
  @Override
  public void close() {
    connections.forEach(RpcConnection::close);
    calls.close();
  }
}
