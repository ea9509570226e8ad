package io.dagstore.distribution.rpc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A connection without a socket: what was sent to the caller, in its order. */
final class Line implements RpcConnection.Outlet, AutoCloseable {
  private static final long DEADLINE = 20;

  final BlockingQueue<Map<?, ?>> sent = new LinkedBlockingQueue<>();

  /** Taken by a test: then nothing can be sent. */
  final Semaphore free = new Semaphore(1);

  /** Told of each message while it is sent. */
  volatile Consumer<Map<?, ?>> listener = _ -> {};

  final RpcConnection connection;
  volatile boolean ended;

  Line(RpcEndpoint endpoint) {
    connection = endpoint.connect(Caller.trusted(), this);
  }

  @Override
  public void send(byte[] message) throws IOException {
    var text = new String(message, StandardCharsets.UTF_8);
    var said = (Map<?, ?>) Objects.requireNonNull(Exchange.read(text));
    free.acquireUninterruptibly();
    try {
      sent.add(said);
    } finally {
      free.release();
    }
    listener.accept(said);
  }

  @Override
  public void close() {
    ended = true;
    connection.close();
  }

  void say(String text) {
    connection.receive(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Calls a method under this id; id, parameters and meta are JSON. */
  void call(String id, String method, String params, String meta) {
    say(
        "{\"jsonrpc\":\"2.0\",\"id\":%s,\"method\":\"%s\",\"params\":[%s],\"meta\":%s}"
            .formatted(id, method, params, meta));
  }

  void call(String id, String method, String params) {
    call(id, method, params, "null");
  }

  void notify(String method, String params) {
    say("{\"jsonrpc\":\"2.0\",\"method\":\"%s\",\"params\":[%s]}".formatted(method, params));
  }

  /** The next message. */
  Map<?, ?> next() throws InterruptedException {
    var message = sent.poll(DEADLINE, TimeUnit.SECONDS);
    if (message == null) {
      throw new AssertionError("expected a message, got none");
    }
    return message;
  }

  /** The next message, which is a notification of this method: its parameters. */
  List<?> next(String method) throws InterruptedException {
    var message = next();
    if (!method.equals(message.get("method"))) {
      throw new AssertionError("expected " + method + ", got " + message);
    }
    return (List<?>) Objects.requireNonNull(message.get("params"));
  }

  /** The next message, which is an answer: its result. */
  Object result() throws InterruptedException {
    var message = next();
    return Objects.requireNonNull(message.get("result"), message::toString);
  }

  /** The next message, which is an answer: the code of its error. */
  Object code() throws InterruptedException {
    var message = next();
    if (!(message.get("error") instanceof Map<?, ?> error)) {
      throw new AssertionError("expected an error, got " + message);
    }
    return String.valueOf(error.get("code"));
  }
}
