package io.dagstore.distribution.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTP/2 without TLS, its frames written by hand. */
final class HttpTwoTest {
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int SETTINGS = 4;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;
  private static final byte STATUS_200 = (byte) 0x88;

  @TempDir Path directory;

  @Test
  void aCallIsAnsweredOnItsStream() throws Exception {
    try (var site = new Site(directory);
        var http = HttpServer.start(HttpConfig.of("two"), site.endpoint());
        var socket = new Socket(InetAddress.getLoopbackAddress(), http.url().getPort())) {
      var out = new DataOutputStream(socket.getOutputStream());
      out.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
      frame(out, SETTINGS, 0, 0, new byte[0]);
      frame(out, HEADERS, END_HEADERS, 1, headers(http.url().getAuthority()));
      var call = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"Version\"}";
      frame(out, DATA, END_STREAM, 1, call.getBytes(StandardCharsets.UTF_8));
      var in = new DataInputStream(socket.getInputStream());

      var headers = next(in, HEADERS);
      var body = next(in, DATA);

      assertThat(headers).contains(STATUS_200);
      assertThat(new String(body, StandardCharsets.UTF_8)).contains("\"Version\":\"0.1.0\"");
    }
  }

  private static void frame(DataOutputStream out, int type, int flags, int stream, byte[] payload)
      throws IOException {
    out.writeByte(payload.length >> 16);
    out.writeShort(payload.length);
    out.writeByte(type);
    out.writeByte(flags);
    out.writeInt(stream);
    out.write(payload);
    out.flush();
  }

  /** Method POST, scheme http, and two literals, in HPACK. */
  private static byte[] headers(String authority) {
    var block = new ByteArrayOutputStream();
    block.write(0x83);
    block.write(0x86);
    literal(block, 4, "/rpc/v0");
    literal(block, 1, authority);
    return block.toByteArray();
  }

  private static void literal(ByteArrayOutputStream block, int name, String value) {
    block.write(name);
    block.write(value.length());
    block.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] next(DataInputStream in, int wanted) throws IOException {
    while (true) {
      int length = (in.readUnsignedByte() << 16) | in.readUnsignedShort();
      int type = in.readUnsignedByte();
      in.skipNBytes(5);
      var payload = in.readNBytes(length);
      if (type == wanted) {
        return payload;
      }
    }
  }
}
