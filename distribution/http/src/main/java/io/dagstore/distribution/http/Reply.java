package io.dagstore.distribution.http;

import io.dagstore.distribution.rpc.RpcEndpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/** The body of an answer: short ones go out with their length, long ones as they are made. */
final class Reply extends OutputStream implements RpcEndpoint.Reply {
  private static final int SHORT = 32 << 10;

  private final Response response;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream(512);
  private boolean begun;
  private @Nullable OutputStream out;

  Reply(Response response) {
    this.response = response;
  }

  @Override
  public OutputStream begin(int status) {
    begun = true;
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    return this;
  }

  /** Says that there is no answer, where none was begun. */
  void end() {
    if (!begun) {
      response.setStatus(HttpStatus.NO_CONTENT_204);
    }
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (out == null && held.size() + length <= SHORT) {
      held.write(bytes, offset, length);
      return;
    }
    stream().write(bytes, offset, length);
  }

  private OutputStream stream() throws IOException {
    var to = out;
    if (to == null) {
      to = Content.Sink.asOutputStream(response);
      out = to;
      held.writeTo(to);
    }
    return to;
  }

  @Override
  public void close() throws IOException {
    if (out == null) {
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, held.size());
    }
    stream().close();
  }
}
