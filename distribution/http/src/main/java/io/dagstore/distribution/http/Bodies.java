package io.dagstore.distribution.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** Reads bodies of requests: small ones as they come, few large ones at a time, none too large. */
final class Bodies {
  private static final int SMALL = 64 << 10;
  private static final int LARGE_AT_ONCE = 16;

  private final int most;
  private final Semaphore large = new Semaphore(LARGE_AT_ONCE);

  /** Bodies of at most so many bytes. */
  Bodies(int most) {
    this.most = most;
  }

  /** A body that is not read. */
  static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1;
    private final int status;

    TooLarge(int status) {
      super("request body: not read, answered " + status);
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  byte[] read(Request request) throws IOException {
    if (request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH) > most) {
      throw new TooLarge(HttpStatus.PAYLOAD_TOO_LARGE_413);
    }
    try (var in = Content.Source.asInputStream(request)) {
      var start = in.readNBytes(Math.min(SMALL, most) + 1);
      if (start.length <= Math.min(SMALL, most)) {
        return start;
      }
      if (!large.tryAcquire()) {
        throw new TooLarge(HttpStatus.SERVICE_UNAVAILABLE_503);
      }
      try {
        var all = new ByteArrayOutputStream(2 * start.length);
        all.writeBytes(start);
        all.writeBytes(in.readNBytes(most + 1 - start.length));
        if (all.size() > most) {
          throw new TooLarge(HttpStatus.PAYLOAD_TOO_LARGE_413);
        }
        return all.toByteArray();
      } finally {
        large.release();
      }
    }
  }
}
