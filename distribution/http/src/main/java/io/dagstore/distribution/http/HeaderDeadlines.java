package io.dagstore.distribution.http;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection that for too long has no request running: since it was accepted, or since its
 * last answer. Headers that trickle in byte by byte are never silent, so that silence alone would
 * not end them. Hears of HTTP connections only; one that became a WebSocket is closed as HTTP.
 */
final class HeaderDeadlines extends Handler.Wrapper implements Connection.Listener {
  private final Scheduler timer;
  private final Duration longest;
  private final ConcurrentMap<EndPoint, Watch> watches = new ConcurrentHashMap<>();

  HeaderDeadlines(Scheduler timer, Duration longest) {
    this.timer = timer;
    this.longest = longest;
  }

  @Override
  public void onOpened(Connection connection) {
    watches.put(connection.getEndPoint(), new Watch(connection.getEndPoint()));
  }

  @Override
  public void onClosed(Connection connection) {
    var watch = watches.remove(connection.getEndPoint());
    if (watch != null) {
      watch.end();
    }
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    var watch = watches.get(request.getConnectionMetaData().getConnection().getEndPoint());
    if (watch != null) {
      watch.requestBegins();
      Request.addCompletionListener(request, _ -> watch.requestEnds());
    }
    return super.handle(request, response, callback);
  }

  /** One connection. */
  private final class Watch {
    private final EndPoint connection;
    private int running;
    private boolean ended;
    private Scheduler.@Nullable Task close;

    Watch(EndPoint connection) {
      this.connection = connection;
      waitForRequest();
    }

    private void waitForRequest() {
      close = timer.schedule(connection::close, longest.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void stopWaiting() {
      if (close != null) {
        close.cancel();
      }
    }

    synchronized void requestBegins() {
      running++;
      stopWaiting();
    }

    synchronized void requestEnds() {
      running--;
      if (running == 0 && !ended) {
        waitForRequest();
      }
    }

    synchronized void end() {
      ended = true;
      stopWaiting();
    }
  }
}
