package io.dagstore.distribution.http;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** A client that says exactly what it is told to. */
final class RawHttp implements AutoCloseable {
  private final Socket socket;

  RawHttp(URI url) throws IOException {
    var host = url.getHost().replaceAll("[\\[\\]]", "");
    socket = new Socket(host, url.getPort());
    socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(20));
  }

  RawHttp say(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
    return this;
  }

  /** A POST of this body; headers stand one a line, each with its line end. */
  RawHttp post(String headers, String body) throws IOException {
    return say(
        "POST /rpc/v0 HTTP/1.1\r\n"
            + headers
            + "Content-Length: "
            + body.getBytes(StandardCharsets.UTF_8).length
            + "\r\n\r\n"
            + body);
  }

  /** The first line of what comes back; empty text where the line was closed. */
  String status() throws IOException {
    var line = new StringBuilder();
    for (int c = socket.getInputStream().read(); c >= 0 && c != '\r'; ) {
      line.append((char) c);
      c = socket.getInputStream().read();
    }
    return line.toString();
  }

  /** All that comes until the other side closes. */
  String rest() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
