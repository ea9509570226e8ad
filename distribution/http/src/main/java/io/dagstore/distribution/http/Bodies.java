package io.dagstore.distribution.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * Reads bodies of requests: small ones as they come, few large ones at a time, none too large or
 * too slow.
 */
final class Bodies {
  private static final int SMALL = 64 << 10;
  private static final int LARGE_AT_ONCE = 16;

  private final int most;
  private final Duration longest;
  private final Semaphore large = new Semaphore(LARGE_AT_ONCE);

  /** Bodies of at most so many bytes, that are whole within this time. */
  Bodies(int most, Duration longest) {
    this.most = most;
    this.longest = longest;
  }

  /** A body that is not taken, and the status to say so. */
  static final class Refusal extends IOException {
    private static final long serialVersionUID = 1;
    private final int status;

    Refusal(int status) {
      super("request body: not taken, answered " + status);
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  byte[] read(Request request) throws Refusal {
    if (request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH) > most) {
      throw new Refusal(HttpStatus.PAYLOAD_TOO_LARGE_413);
    }
    var late =
        request
            .getComponents()
            .getScheduler()
            .schedule(() -> cut(request), longest.toNanos(), TimeUnit.NANOSECONDS);
    try (var in = Content.Source.asInputStream(request)) {
      return read(in);
    } catch (Refusal e) {
      throw e;
    } catch (IOException e) {
      throw new Refusal(HttpStatus.REQUEST_TIMEOUT_408);
    } finally {
      late.cancel();
    }
  }

  private static void cut(Request request) {
    request.getConnectionMetaData().getConnection().getEndPoint().close();
  }

  private byte[] read(InputStream in) throws IOException {
    int small = Math.min(SMALL, most);
    var start = in.readNBytes(small + 1);
    if (start.length <= small) {
      return start;
    }
    if (!large.tryAcquire()) {
      throw new Refusal(HttpStatus.SERVICE_UNAVAILABLE_503);
    }
    try {
      var all = new ByteArrayOutputStream(2 * start.length);
      all.writeBytes(start);
      all.writeBytes(in.readNBytes(most + 1 - start.length));
      if (all.size() > most) {
        throw new Refusal(HttpStatus.PAYLOAD_TOO_LARGE_413);
      }
      return all.toByteArray();
    } finally {
      large.release();
    }
  }
}
