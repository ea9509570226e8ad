package io.dagstore.distribution.rpc;

import io.dagstore.core.api.DagStoreException;
import io.dagstore.distribution.rpc.RpcException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Calls of one node by name: each call a request of its own, each channel a WebSocket of its own,
 * so that a slow reader of one holds back nothing else. Thread-safe; whoever connected closes.
 */
public final class RpcClient implements AutoCloseable {
  private static final String PATH = "/rpc/v0";
  private static final int MAX_ANSWER = 256 << 20;
  private static final int MAX_TOKENS = 20_000_000;
  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final ApiInfo api;
  private final HttpClient http;
  private final JsonText json = new JsonText(MAX_ANSWER, MAX_TOKENS);
  private final AtomicLong ids = new AtomicLong();

  private RpcClient(ApiInfo api, HttpClient http) {
    this.api = api;
    this.http = http;
  }

  /** A client of this node; nothing is sent before the first call. */
  public static RpcClient connect(ApiInfo api) {
    var builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .executor(Executors.newVirtualThreadPerTaskExecutor());
    if (api.url().getScheme().equals("http")) {
      builder.sslContext(withoutCertificates());
    }
    return new RpcClient(api, builder.build());
  }

  /** The default one would read every certificate of the JDK, which nobody needs without TLS. */
  private static SSLContext withoutCertificates() {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[0], null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK has no TLS", e);
    }
  }

  /**
   * Calls a method and returns its result.
   *
   * @param result a record, an array of records, or a simple type
   * @throws DagStoreException as the node's store threw it
   * @throws RpcException if the node refuses the call
   * @throws IOException as the node's store threw it, or because the node cannot be reached
   */
  public <T> T call(String method, Class<T> result, Object... params)
      throws IOException, InterruptedException {
    return result.cast(Objects.requireNonNull(request(method, result, params)));
  }

  @Nullable Object request(String method, Type result, Object... params)
      throws IOException, InterruptedException {
    return answer(method, result, post(method, params));
  }

  /** As {@link #request}, but waits no longer than this for the answer to begin. */
  @Nullable Object requestWithin(Duration patience, String method, Type result)
      throws IOException, InterruptedException {
    return answer(method, result, post(method).timeout(patience));
  }

  private HttpRequest.Builder post(String method, Object... params) {
    long id = ids.incrementAndGet();
    var body = JsonText.write(Messages.request(id, method, Arrays.asList(params)));
    return header(HttpRequest.newBuilder(api.url().resolve(PATH)))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
  }

  private @Nullable Object answer(String method, Type result, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    var response = send(request.build());
    try (var in = response.body()) {
      return result(method, result, answer(response.statusCode(), in));
    }
  }

  /** The JDK's own error does not say where nobody answered. */
  private HttpResponse<InputStream> send(HttpRequest request)
      throws IOException, InterruptedException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (ConnectException e) {
      var unreachable =
          new ConnectException("node at " + api.url() + ": expected an answer, got no connection");
      unreachable.initCause(e);
      throw unreachable;
    }
  }

  private HttpRequest.Builder header(HttpRequest.Builder request) {
    api.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
    return request;
  }

  private Map<?, ?> answer(int status, InputStream in) throws IOException {
    if (status == 401) {
      throw new RpcException(Kind.UNAUTHORIZED, "token: expected one of the node at " + api.url());
    }
    var text = in.readNBytes(MAX_ANSWER);
    if (text.length == 0 || text[0] != '{') {
      throw new IOException("node at " + api.url() + ": expected an answer, got status " + status);
    }
    return read(text);
  }

  /** A message of the node as an object. */
  Map<?, ?> read(byte[] text) throws IOException {
    try {
      if (json.read(text) instanceof Map<?, ?> message) {
        return message;
      }
    } catch (RpcException e) {
      throw new IOException("node at " + api.url() + ": " + e.getMessage(), e);
    }
    throw new IOException("node at " + api.url() + ": expected an object, got other JSON");
  }

  /** The result of an answer as this type. */
  @Nullable Object result(String method, Type type, Map<?, ?> answer) throws IOException {
    if (answer.get("error") instanceof Map<?, ?> error) {
      throw thrown(error);
    }
    return type == Void.class ? null : value(method, type, answer.get("result"));
  }

  @Nullable Object value(String method, Type type, @Nullable Object value) throws IOException {
    try {
      return JsonForm.LENIENT.read(method, type, value);
    } catch (IllegalArgumentException e) {
      throw new IOException("node at " + api.url() + ": " + e.getMessage(), e);
    }
  }

  /** The exception of an error, thrown as what it is. */
  RuntimeException thrown(Map<?, ?> error) throws IOException {
    var message = error.get("message") instanceof String text ? text : "no message";
    Exception thrown;
    try {
      thrown = Errors.exception(message, ErrorData.read(error.get("data")));
    } catch (IllegalArgumentException e) {
      throw new IOException("node at " + api.url() + ": " + message, e);
    }
    switch (thrown) {
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      default -> throw new IOException(message, thrown);
    }
  }

  /** Opens a channel and hands over its values, on this thread, until it ends. */
  public <T> void channel(String method, Class<T> value, Consumer<T> consumer, Object... params)
      throws IOException, InterruptedException {
    var line = URI.create(api.url().resolve(PATH).toString().replaceFirst("^http", "ws"));
    var request = Messages.request(ids.incrementAndGet(), method, Arrays.asList(params));
    try (var channel = RemoteChannel.open(http, line, api.token(), request)) {
      result(method, long.class, read(channel.next()));
      var message = read(channel.next());
      while (!"xrpc.ch.close".equals(message.get("method"))) {
        consumer.accept(value.cast(value(method, value, last(message))));
        message = read(channel.next());
      }
      if (last(message) instanceof Map<?, ?> error) {
        throw thrown(error);
      }
    }
  }

  /** A value, or of an end its error or the channel's number. */
  private @Nullable Object last(Map<?, ?> message) throws IOException {
    if (message.get("params") instanceof List<?> params && !params.isEmpty()) {
      return params.getLast();
    }
    throw new IOException("node at " + api.url() + ": expected parameters, got none");
  }

  /** Ends the calls that are under way. */
  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }
}
