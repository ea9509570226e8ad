package io.dagstore.index.file;

import io.dagstore.core.api.ShardKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The file of a shard: a folder of two hex digits, so that no folder gets too full, and the key
 * with all but {@code a-z 0-9 - _ .} as {@code %xx}. Different keys have different names on every
 * file system: upper case is encoded, and a long key is cut and ends in {@code ~} and 128 bits of
 * its hash.
 */
final class ShardFileName {
  private static final int MAX_NAME = 200;
  private static final int KEPT_OF_LONG = 120;
  private static final int HASH_BYTES = 16;
  private static final HexFormat HEX = HexFormat.of();

  private final String name;
  private final byte[] hash;

  ShardFileName(ShardKey key) {
    byte[] bytes = key.value().getBytes(StandardCharsets.UTF_8);
    this.hash = sha256(bytes);
    String encoded = encode(bytes);
    this.name =
        encoded.length() <= MAX_NAME
            ? encoded
            : encoded.substring(0, KEPT_OF_LONG) + "~" + HEX.formatHex(hash, 0, HASH_BYTES);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  private static String encode(byte[] bytes) {
    var encoded = new StringBuilder();
    for (int i = 0; i < bytes.length; i++) {
      char c = (char) (bytes[i] & 0xff);
      if (isPlain(c) || (c == '.' && i > 0)) {
        encoded.append(c);
      } else {
        encoded.append('%').append(HEX.toHexDigits(bytes[i]));
      }
    }
    return encoded.toString();
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  }

  Path in(Path directory, String ending) {
    return directory.resolve(HEX.toHexDigits(hash[0])).resolve(name + ending);
  }

  long owner() {
    return ByteBuffer.wrap(hash).getLong();
  }
}
