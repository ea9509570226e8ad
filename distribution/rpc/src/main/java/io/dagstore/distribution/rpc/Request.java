package io.dagstore.distribution.rpc;

import io.dagstore.distribution.rpc.RpcException.Kind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request or notification.
 *
 * @param notification whether nobody waits for an answer
 * @param id what the answer repeats, any JSON
 * @param method name without the prefix that Lotus uses
 * @param params by position
 * @param window values that a channel may send before it is granted more, 0: any number
 */
record Request(
    boolean notification, @Nullable Object id, String method, List<?> params, int window) {
  private static final String PREFIX = "Filecoin.";
  private static final String ID = "id";

  /** Largest window, and largest grant. */
  static final int MAX_WINDOW = 1 << 16;

  /**
   * The request that this JSON is.
   *
   * @throws RpcException if it is none
   */
  static Request of(@Nullable Object json) {
    if (json instanceof List<?>) {
      throw invalid("expected one request, got a batch, which is not supported");
    }
    if (!(json instanceof Map<?, ?> members)) {
      throw invalid("expected an object, got another value");
    }
    if (!"2.0".equals(members.get("jsonrpc"))) {
      throw invalid("expected jsonrpc \"2.0\", got another version or none");
    }
    if (!(members.get("method") instanceof String method)) {
      throw invalid("expected the method's name, got none");
    }
    return new Request(
        !members.containsKey(ID), members.get(ID), bare(method), params(members), window(members));
  }

  /** The id of what may be a broken request, for the answer that says so. */
  static @Nullable Object id(@Nullable Object json) {
    return json instanceof Map<?, ?> members ? members.get(ID) : null;
  }

  private static String bare(String method) {
    return method.startsWith(PREFIX) ? method.substring(PREFIX.length()) : method;
  }

  private static List<?> params(Map<?, ?> members) {
    return switch (members.get("params")) {
      case null -> List.of();
      case List<?> list -> list;
      default ->
          throw new RpcException(Kind.INVALID_PARAMS, "params: expected an array by position");
    };
  }

  private static int window(Map<?, ?> members) {
    return members.get("meta") instanceof Map<?, ?> meta
            && meta.get("window") instanceof Long window
            && window > 0
        ? (int) Math.min(window, MAX_WINDOW)
        : 0;
  }

  private static RpcException invalid(String message) {
    return new RpcException(Kind.INVALID_REQUEST, message);
  }
}
