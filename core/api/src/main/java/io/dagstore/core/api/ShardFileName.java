package io.dagstore.core.api;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a shard in a file system: its key with all but {@code a-z 0-9 - _ .} as {@code %xx}.
 * Different keys have different names on every file system: upper case is encoded, and a long key
 * is cut and ends in {@code ~} and 128 bits of its hash. Immutable.
 */
public final class ShardFileName {
  private static final int MAX_NAME = 200;
  private static final int KEPT_OF_LONG = 120;
  private static final int HASH_BYTES = 16;
  private static final HexFormat HEX = HexFormat.of();
  private static final Pattern ENCODED = Pattern.compile("(?:[a-z0-9_.-]|%[0-9a-f]{2})+");

  /** The kept start of a key, of which the last character may be cut too, and its hash. */
  private static final Pattern CUT =
      Pattern.compile("((?:[a-z0-9_.-]|%[0-9a-f]{2})+)%?[0-9a-f]?~[0-9a-f]{32}");

  private final String name;
  private final byte[] hash;

  /** The name of a shard. */
  public ShardFileName(ShardKey key) {
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

  /** The key whose name this is, or empty where it was cut or is no name of ours. */
  public static Optional<ShardKey> key(String name) {
    return decode(name).map(ShardKey::of);
  }

  /** The start of the key of a name that was cut, or empty where it is none. */
  public static Optional<String> start(String name) {
    var cut = CUT.matcher(name);
    return cut.lookingAt() ? decode(cut.group(1)) : Optional.empty();
  }

  private static Optional<String> decode(String name) {
    if (!ENCODED.matcher(name).matches()) {
      return Optional.empty();
    }
    var bytes = new ByteArrayOutputStream();
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) == '%') {
        bytes.write(HexFormat.fromHexDigits(name, i + 1, i + 3));
        i += 2;
      } else {
        bytes.write(name.charAt(i));
      }
    }
    return Optional.of(bytes.toString(StandardCharsets.UTF_8));
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  }

  /** The name alone. */
  public String text() {
    return name;
  }

  /** A file in a folder of two hex digits, so that no folder gets too full. */
  public Path in(Path directory, String ending) {
    return directory.resolve(HEX.toHexDigits(hash[0])).resolve(name + ending);
  }

  /** The shard as the owner of a file with an envelope. */
  public long owner() {
    return ByteBuffer.wrap(hash).getLong();
  }
}
