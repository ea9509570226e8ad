package io.dagstore.distribution.rpc;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** Messages of the protocol, as maps that {@link JsonOutput} writes. */
final class Messages {
  /** Largest message of a WebSocket. */
  static final int MAX_MESSAGE = 64 << 20;

  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_CONTENT).build();

  private Messages() {}

  static Map<String, @Nullable Object> result(@Nullable Object id, @Nullable Object result) {
    return message("id", id, "result", result);
  }

  static Map<String, @Nullable Object> error(@Nullable Object id, Throwable thrown) {
    return message("id", id, "error", error(thrown));
  }

  /** The error alone: code, message, data. */
  static Map<String, @Nullable Object> error(Throwable thrown) {
    var error = new LinkedHashMap<String, @Nullable Object>();
    error.put("code", Errors.code(thrown));
    error.put("message", Errors.message(thrown));
    error.put("data", Errors.data(thrown).fields());
    return error;
  }

  static Map<String, @Nullable Object> notification(String method, List<?> params) {
    return message("method", method, "params", params);
  }

  static Map<String, @Nullable Object> request(long id, String method, List<?> params) {
    var request = message("id", id, "method", method);
    request.put("params", params);
    return request;
  }

  private static Map<String, @Nullable Object> message(
      String name, @Nullable Object value, String other, @Nullable Object otherValue) {
    var message = new LinkedHashMap<String, @Nullable Object>();
    message.put("jsonrpc", "2.0");
    message.put(name, value);
    message.put(other, otherValue);
    return message;
  }

  /**
   * Writes a message; what is long is written while it is made, and after a failure is not whole.
   */
  static void write(OutputStream out, Map<String, @Nullable Object> message) throws IOException {
    try {
      var generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out);
      new JsonOutput(generator).value(message);
      generator.flush();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (JacksonException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e);
    }
  }

  /**
   * A message that is sent whole.
   *
   * @throws RpcException if it is too large for that
   */
  static byte[] bounded(Map<String, @Nullable Object> message) throws IOException {
    var bytes = new BoundedBytes();
    write(bytes, message);
    return bytes.toByteArray();
  }

  private static final class BoundedBytes extends ByteArrayOutputStream {
    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
      if (count + length > MAX_MESSAGE) {
        throw new RpcException(
            RpcException.Kind.TOO_LARGE,
            "answer: expected at most " + MAX_MESSAGE + " bytes, got more; ask for pages");
      }
      super.write(bytes, offset, length);
    }
  }
}
