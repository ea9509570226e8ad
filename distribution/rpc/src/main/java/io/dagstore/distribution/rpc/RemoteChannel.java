package io.dagstore.distribution.rpc;

import io.dagstore.distribution.rpc.RpcException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket from which one message at a time is taken: the next one is asked for only when the
 * reader wants it, and until then the node waits. For one thread.
 */
final class RemoteChannel implements AutoCloseable {
  private final WebSocket socket;
  private final Messages messages;

  private RemoteChannel(WebSocket socket, Messages messages) {
    this.socket = socket;
    this.messages = messages;
  }

  /** Opens a line and sends a request on it. */
  static RemoteChannel open(
      HttpClient http, URI url, Optional<String> token, Map<String, @Nullable Object> request)
      throws IOException, InterruptedException {
    var builder = http.newWebSocketBuilder();
    token.ifPresent(text -> builder.header("Authorization", "Bearer " + text));
    var messages = new Messages();
    var channel = new RemoteChannel(await(url, builder.buildAsync(url, messages)), messages);
    var text = new String(JsonText.write(request), StandardCharsets.UTF_8);
    await(url, channel.socket.sendText(text, true));
    return channel;
  }

  private static <T> T await(URI url, Future<T> future) throws IOException, InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw failed(url, e.getCause());
    } finally {
      future.cancel(true);
    }
  }

  private static IOException failed(URI url, @Nullable Throwable cause) {
    if (cause instanceof WebSocketHandshakeException refused) {
      int status = refused.getResponse().statusCode();
      if (status == 401) {
        throw new RpcException(Kind.UNAUTHORIZED, "token: expected one of the node at " + url);
      }
      return new IOException("node at " + url + ": expected a WebSocket, got status " + status);
    }
    return cause instanceof IOException e ? e : new IOException("node at " + url, cause);
  }

  /** The next message; waits for it. */
  byte[] next() throws IOException, InterruptedException {
    socket.request(1);
    return messages.take();
  }

  @Override
  public void close() {
    socket.abort();
  }

  private static final class Messages implements WebSocket.Listener {
    private final BlockingQueue<Object> whole = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream part = new ByteArrayOutputStream();

    @Override
    public void onOpen(WebSocket socket) {}

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
      part.writeBytes(text.toString().getBytes(StandardCharsets.UTF_8));
      if (part.size() > io.dagstore.distribution.rpc.Messages.MAX_MESSAGE) {
        whole.add(
            new IOException("channel: expected a message within the limit, got a longer one"));
        socket.abort();
      } else if (last) {
        whole.add(part.toByteArray());
        part.reset();
      } else {
        socket.request(1);
      }
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      whole.add(
          new IOException(
              "channel: expected its end, got the line closed: " + code + " " + reason));
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      whole.add(new IOException("channel: the line broke", error));
    }

    byte[] take() throws IOException, InterruptedException {
      return switch (whole.take()) {
        case byte[] message -> message;
        case IOException e -> throw e;
        default -> throw new IllegalStateException("no message");
      };
    }
  }
}
