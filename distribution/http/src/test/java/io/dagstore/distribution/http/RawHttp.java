package io.dagstore.distribution.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A client that says exactly what it is told to. */
final class RawHttp implements AutoCloseable {
  /** Headers that ask for a WebSocket. */
  static final String UPGRADE =
      String.join(
          "\r\n",
          "Upgrade: websocket",
          "Connection: Upgrade",
          "Sec-WebSocket-Version: 13",
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
          "");

  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");

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

  /** Status and headers of an answer whose body is as long as its headers say; the body is read. */
  String answer() throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int c = socket.getInputStream().read();
      if (c < 0) {
        throw new EOFException("closed after: " + head);
      }
      head.append((char) c);
    }
    var length = LENGTH.matcher(head);
    if (length.find()) {
      socket.getInputStream().skipNBytes(Long.parseLong(length.group(1)));
    }
    return head.toString();
  }

  /** Says one more letter whenever nothing came for a while; all that comes until it is closed. */
  String trickle() throws IOException {
    socket.setSoTimeout(20);
    var said = new StringBuilder();
    while (true) {
      try {
        int c = socket.getInputStream().read();
        if (c < 0) {
          return said.toString();
        }
        said.append((char) c);
      } catch (SocketTimeoutException e) {
        say("x");
      } catch (SocketException e) {
        return said.toString();
      }
    }
  }

  /** Whether a WebSocket answers a ping, as the next thing it says. */
  boolean ping() throws IOException {
    socket.getOutputStream().write(new byte[] {(byte) 0x89, (byte) 0x80, 0, 0, 0, 0});
    return Arrays.equals(socket.getInputStream().readNBytes(2), new byte[] {(byte) 0x8a, 0});
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
