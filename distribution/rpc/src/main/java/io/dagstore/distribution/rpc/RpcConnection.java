package io.dagstore.distribution.rpc;

import io.dagstore.distribution.rpc.RpcException.Kind;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One caller's line to a node: calls, channels and their ends, many at once, each on a thread of
 * its own. Thread-safe. Closing it ends everything that was begun on it.
 */
public final class RpcConnection implements AutoCloseable {
  private static final String CANCEL = "xrpc.cancel";
  private static final String GRANT = "xrpc.ch.grant";
  private static final String CLOSE = "xrpc.ch.close";

  private final RpcEndpoint endpoint;
  private final Calls calls;
  private final Caller caller;
  private final Outlet outlet;
  private final Consumer<RpcConnection> gone;
  private final ReentrantLock sending = new ReentrantLock(true);
  private final Map<Object, Task> tasks = new ConcurrentHashMap<>();
  private final Map<Long, Channel> channels = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong();
  private volatile boolean closed;

  /** Where messages to the caller go. */
  public interface Outlet {
    /** Sends one message; returns when it is handed over, and fails where it cannot be. */
    void send(byte[] message) throws IOException;

    /** Ends the line; what is on its way may be lost. */
    void close();
  }

  RpcConnection(
      RpcEndpoint endpoint,
      Calls calls,
      Caller caller,
      Outlet outlet,
      Consumer<RpcConnection> gone) {
    this.endpoint = endpoint;
    this.calls = calls;
    this.caller = caller;
    this.outlet = outlet;
    this.gone = gone;
  }

  /** Takes one message of the caller. Its work is done elsewhere; this waits only to send. */
  public void receive(byte[] message) {
    Object text = null;
    try {
      text = endpoint.json().read(message);
      var request = Request.of(text);
      switch (request.method()) {
        case CANCEL -> cancel(request.params());
        case GRANT -> grant(request.params());
        default -> begin(request);
      }
    } catch (RpcException e) {
      send(Messages.error(Request.id(text), e));
    }
  }

  private void begin(Request request) {
    var method = endpoint.method(request, caller);
    if (request.notification() && method.channel()) {
      return;
    }
    var arguments = method.read(request.params());
    int most = endpoint.limits().callsPerConnection();
    if (closed || tasks.size() >= most) {
      throw new RpcException(
          Kind.OVERLOADED, "expected fewer than " + most + " calls on a connection, got one more");
    }
    var task =
        new Task(
            key(request),
            () ->
                switch (method.work()) {
                  case Method.Call call -> answer(request, method, call, arguments);
                  case Method.Stream stream -> open(request, stream, arguments);
                });
    if (tasks.putIfAbsent(task.id, task) != null) {
      throw new RpcException(Kind.INVALID_REQUEST, "expected a new id, got one in use");
    }
    try {
      calls.execute(task);
    } catch (RpcException e) {
      tasks.remove(task.id, task);
      throw e;
    }
  }

  private @Nullable Map<String, @Nullable Object> answer(
      Request request, Method method, Method.Call call, Method.Arguments arguments) {
    Map<String, @Nullable Object> message;
    try {
      var result = calls.run(method.name(), () -> call.call(arguments));
      message = Messages.result(request.id(), result);
    } catch (IOException | InterruptedException | RuntimeException e) {
      RpcEndpoint.log(e);
      message = Messages.error(request.id(), e);
    }
    return request.notification() ? null : message;
  }

  private Map<String, @Nullable Object> open(
      Request request, Method.Stream stream, Method.Arguments arguments) {
    try (var _ = calls.enter()) {
      var channel = new Channel(numbers.incrementAndGet(), request);
      channels.put(channel.number, channel);
      send(Messages.result(request.id(), channel.number));
      return channel.run(stream, arguments);
    } catch (RpcException e) {
      return Messages.error(request.id(), e);
    }
  }

  private static Object key(Request request) {
    return request.id() == null ? request : request.id();
  }

  private void cancel(List<?> params) {
    if (!params.isEmpty() && params.getFirst() != null) {
      cancel(params.getFirst());
    }
  }

  private void cancel(Object key) {
    var task = tasks.get(key);
    if (task != null) {
      task.cancel();
    }
  }

  private void grant(List<?> params) {
    if (params.size() == 2
        && params.getFirst() instanceof Long number
        && params.getLast() instanceof Long values) {
      var channel = channels.get(number);
      if (channel != null) {
        channel.window.grant(values);
      }
    }
  }

  private void send(Map<String, @Nullable Object> message) {
    byte[] text;
    try {
      text = Messages.bounded(message);
    } catch (IOException | RpcException e) {
      text = JsonText.write(Messages.error(message.get("id"), e));
    }
    sending.lock();
    try {
      if (!closed) {
        outlet.send(text);
      }
    } catch (IOException e) {
      close();
    } finally {
      sending.unlock();
    }
  }

  /** Ends the channels, for the node is about to stop. */
  void endChannels() {
    channels.values().forEach(Channel::stop);
  }

  /** Ends everything that was begun on it, and the line. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      gone.accept(this);
      tasks.values().forEach(task -> task.cancel());
      outlet.close();
    }
  }

  /**
   * A call on its way; one that is cancelled before it runs still runs, to say so. Its work gives
   * the last message, which is sent when the call counts no more: who has read it may call again.
   */
  private final class Task implements Runnable {
    private final Object id;
    private final Supplier<@Nullable Map<String, @Nullable Object>> work;
    private @Nullable Thread runner;
    private boolean cancelled;

    Task(Object id, Supplier<@Nullable Map<String, @Nullable Object>> work) {
      this.id = id;
      this.work = work;
    }

    @Override
    public void run() {
      Map<String, @Nullable Object> last;
      begin();
      try {
        last = work.get();
      } finally {
        tasks.remove(id, this);
        end();
      }
      if (last != null) {
        send(last);
      }
    }

    private synchronized void begin() {
      runner = Thread.currentThread();
      if (cancelled) {
        runner.interrupt();
      }
    }

    private synchronized void end() {
      runner = null;
    }

    synchronized void cancel() {
      cancelled = true;
      if (runner != null) {
        runner.interrupt();
      }
    }
  }

  private final class Channel implements Method.Sink {
    private final long number;
    private final Request request;
    private final Window window;
    private volatile boolean stopped;

    Channel(long number, Request request) {
      this.number = number;
      this.request = request;
      this.window = new Window(request.window(), endpoint.limits().patience());
    }

    @Override
    public void send(Object value) throws InterruptedException {
      window.take();
      if (closed || stopped) {
        throw new InterruptedException("the channel is closed");
      }
      RpcConnection.this.send(Messages.notification("xrpc.ch.val", List.of(number, value)));
    }

    Map<String, @Nullable Object> run(Method.Stream stream, Method.Arguments arguments) {
      List<Object> end = List.of(number);
      try {
        stream.stream(arguments, this);
      } catch (IOException | InterruptedException | RuntimeException e) {
        RpcEndpoint.log(e);
        var why = stopped ? new RpcException(Kind.OVERLOADED, "the node is stopping") : e;
        end = List.of(number, Messages.error(why));
      }
      channels.remove(number);
      return Messages.notification(CLOSE, end);
    }

    void stop() {
      stopped = true;
      cancel(key(request));
    }
  }
}
