package io.dagstore.distribution.rpc;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Questions to an endpoint and its answers, as a body of HTTP would carry them. */
final class Exchange {
  private static final JsonText JSON = new JsonText(1 << 24, 1 << 20);

  private final RpcEndpoint endpoint;
  private final Caller caller;

  Exchange(RpcEndpoint endpoint, Caller caller) {
    this.endpoint = endpoint;
    this.caller = caller;
  }

  /** An answer. */
  record Said(int status, String text) {
    Map<?, ?> json() {
      return (Map<?, ?>) Objects.requireNonNull(read(text));
    }

    @Nullable Object result() {
      var json = json();
      if (!json.containsKey("result")) {
        throw new AssertionError("no result in " + text);
      }
      return json.get("result");
    }

    Map<?, ?> error() {
      if (!(json().get("error") instanceof Map<?, ?> error)) {
        throw new AssertionError("no error in " + text);
      }
      return error;
    }

    Object code() {
      return String.valueOf(error().get("code"));
    }

    String message() {
      return String.valueOf(error().get("message"));
    }
  }

  static @Nullable Object read(String text) {
    return JSON.read(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends this text; status 0 and no text where nothing was answered. */
  Said send(String text) throws IOException, InterruptedException {
    var out = new ByteArrayOutputStream();
    int[] status = {0};
    endpoint.answer(
        text.getBytes(StandardCharsets.UTF_8),
        caller,
        code -> {
          status[0] = code;
          return out;
        });
    return new Said(status[0], out.toString(StandardCharsets.UTF_8));
  }

  /** Calls a method; the parameters are JSON. */
  Said call(String method, String... params) throws IOException, InterruptedException {
    return send(
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":[%s]}"
            .formatted(method, String.join(",", params)));
  }

  /** The result as a list of objects. */
  @SuppressWarnings("unchecked")
  List<Map<String, Object>> list(String method, String... params)
      throws IOException, InterruptedException {
    var said = call(method, params);
    return (List<Map<String, Object>>) java.util.Objects.requireNonNull(said.result());
  }
}
