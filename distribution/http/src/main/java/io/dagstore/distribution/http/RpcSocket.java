package io.dagstore.distribution.http;

import io.dagstore.distribution.rpc.Caller;
import io.dagstore.distribution.rpc.RpcConnection;
import io.dagstore.distribution.rpc.RpcEndpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket as a line to the endpoint: the next message is read when the last one is taken.
 * Public only because Jetty looks its methods up; {@link HttpServer} makes it.
 */
public final class RpcSocket implements Session.Listener, RpcConnection.Outlet {
  private final RpcEndpoint rpc;
  private final Caller caller;
  private volatile @Nullable Session session;
  private volatile @Nullable RpcConnection connection;

  RpcSocket(RpcEndpoint rpc, Caller caller) {
    this.rpc = rpc;
    this.caller = caller;
  }

  @Override
  public void onWebSocketOpen(Session opened) {
    session = opened;
    connection = rpc.connect(caller, this);
    // A quiet line is asked for a sign of life instead of being cut.
    opened.addIdleTimeoutListener(_ -> {
      opened.sendPing(ByteBuffer.allocate(0), Callback.NOOP);
      return false;
    });
    opened.demand();
  }

  @Override
  public void onWebSocketText(String message) {
    var line = connection;
    var open = session;
    if (line != null && open != null) {
      line.receive(message.getBytes(StandardCharsets.UTF_8));
      open.demand();
    }
  }

  @Override
  public void onWebSocketBinary(ByteBuffer message, Callback callback) {
    callback.succeed();
    var open = session;
    if (open != null) {
      open.close(StatusCode.BAD_DATA, "expected text, got binary", Callback.NOOP);
    }
  }

  @Override
  public void onWebSocketClose(int status, String reason, Callback callback) {
    end();
    callback.succeed();
  }

  @Override
  public void onWebSocketError(Throwable cause) {
    end();
  }

  private void end() {
    var line = connection;
    if (line != null) {
      line.close();
    }
  }

  @Override
  public void send(byte[] message) throws IOException {
    var open = session;
    if (open == null) {
      throw new IOException("websocket: expected it open, got it closed");
    }
    var text = new String(message, StandardCharsets.UTF_8);
    try {
      Callback.Completable.with(sent -> open.sendText(text, sent)).join();
    } catch (CompletionException e) {
      throw new IOException("websocket: expected a reader, got none", e.getCause());
    }
  }

  @Override
  public void close() {
    var open = session;
    if (open != null) {
      open.close(StatusCode.SHUTDOWN, "", Callback.NOOP);
    }
  }
}
