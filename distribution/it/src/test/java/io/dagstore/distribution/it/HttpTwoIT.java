package io.dagstore.distribution.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** HTTP/2 where each of the server's jars is a bundle, its frames written by hand. */
@Timeout(120)
final class HttpTwoIT {
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int SETTINGS = 4;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;
  private static final String CALL =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"Version\",\"params\":[]}";

  @TempDir private Path folder;

  @Test
  void aNodeInItsContainerAnswers() throws IOException {
    var repo = folder.resolve("repo");
    try (var _ = ServingProcess.start(Distribution.built().home(), repo);
        var socket = new Socket(InetAddress.getLoopbackAddress(), port(repo))) {
      var out = new DataOutputStream(socket.getOutputStream());
      out.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
      frame(out, SETTINGS, 0, 0, new byte[0]);
      // POST, http, and two literals: the path and the authority.
      var headers = "\u0083\u0086\u0004\u0007/rpc/v0\u0001\u0009127.0.0.1";
      frame(out, HEADERS, END_HEADERS, 1, headers.getBytes(ISO_8859_1));
      frame(out, DATA, END_STREAM, 1, CALL.getBytes(US_ASCII));

      assertThat(body(new DataInputStream(socket.getInputStream()))).contains("\"Version\":\"0.");
    }
  }

  private static int port(Path repo) throws IOException {
    return Integer.parseInt(Files.readString(repo.resolve("api")).split("/", -1)[4]);
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

  /** The first data that come; a line that is closed before is an error. */
  private static String body(DataInputStream in) throws IOException {
    while (true) {
      int length = (in.readUnsignedByte() << 16) | in.readUnsignedShort();
      int type = in.readUnsignedByte();
      in.skipNBytes(5);
      var payload = in.readNBytes(length);
      if (type == DATA) {
        return new String(payload, UTF_8);
      }
    }
  }
}
