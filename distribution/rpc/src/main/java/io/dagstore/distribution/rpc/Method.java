package io.dagstore.distribution.rpc;

import java.io.IOException;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One method of the table: what OpenRPC says of it, and what it does.
 *
 * @param name without prefix
 * @param permission what a caller must have
 * @param summary one sentence for people
 * @param params by position
 * @param result Java type of the result or of a channel's values; {@code void.class}: null
 * @param work what it does
 */
record Method(
    String name,
    Permission permission,
    String summary,
    List<Param> params,
    Type result,
    Work work) {

  /**
   * One parameter.
   *
   * @param name for messages and OpenRPC
   * @param type Java type it is read into
   */
  record Param(String name, Class<?> type) {}

  /** What a method does. */
  sealed interface Work {}

  /** One answer. */
  non-sealed interface Call extends Work {
    @Nullable Object call(Arguments arguments) throws IOException, InterruptedException;
  }

  /** Any number of values, until it returns. */
  non-sealed interface Stream extends Work {
    void stream(Arguments arguments, Sink sink) throws IOException, InterruptedException;
  }

  /** Where the values of a channel go. */
  interface Sink {
    /** Hands over a value; waits while the reader is not ready for it. */
    void send(Object value) throws InterruptedException;
  }

  /** Parameters as read, by position. */
  record Arguments(List<Object> values) {
    <T> T get(int position, Class<T> type) {
      return type.cast(values.get(position));
    }
  }

  /** The name alone; {@code with} and {@code gives} tell the rest. */
  static Method named(String name, Permission permission, String summary) {
    return new Method(name, permission, summary, List.of(), void.class, (Call) _ -> null);
  }

  Method with(String param, Class<?> type) {
    var more = new ArrayList<>(params);
    more.add(new Param(param, type));
    return new Method(name, permission, summary, List.copyOf(more), result, work);
  }

  /** What comes out, and how. */
  Method gives(Type type, Call call) {
    return new Method(name, permission, summary, params, type, call);
  }

  Method streams(Type type, Stream stream) {
    return new Method(name, permission, summary, params, type, stream);
  }

  boolean channel() {
    return work instanceof Stream;
  }

  /**
   * The parameters of a request as this method's types.
   *
   * @throws RpcException if there are more or fewer, or one has another form
   */
  Arguments read(List<?> given) {
    if (given.size() != params.size()) {
      throw wrong(name + ": expected " + params.size() + " parameters, got " + given.size());
    }
    var values = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      var param = params.get(i);
      try {
        var value = JsonForm.STRICT.read(param.name(), param.type(), given.get(i));
        values.add(java.util.Objects.requireNonNull(value));
      } catch (IllegalArgumentException e) {
        throw wrong(e.getMessage());
      }
    }
    return new Arguments(values);
  }

  private static RpcException wrong(@Nullable String message) {
    return new RpcException(RpcException.Kind.INVALID_PARAMS, String.valueOf(message));
  }
}
