package io.dagstore.core.api;

import java.nio.charset.StandardCharsets;

/**
 * The name of a shard: any text of 1 to {@value #MAX_BYTES} bytes of UTF-8. It is opaque to the
 * store, compared by its characters, and may hold slashes.
 *
 * @param value the text
 */
public record ShardKey(String value) implements Comparable<ShardKey> {
  /** Longest key, in bytes of UTF-8. */
  public static final int MAX_BYTES = 1024;

  /**
   * Checks the text.
   *
   * @throws IllegalArgumentException if it is empty, too long, or not well-formed Unicode
   */
  public ShardKey {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("shard key: expected at least one character, got none");
    }
    if (value.length() > MAX_BYTES || utf8Length(value) > MAX_BYTES) {
      throw new IllegalArgumentException(
          "shard key: expected at most " + MAX_BYTES + " bytes, got more");
    }
  }

  /**
   * The key with this text.
   *
   * @param value 1 to {@value #MAX_BYTES} bytes of UTF-8
   */
  public static ShardKey of(String value) {
    return new ShardKey(value);
  }

  @Override
  public int compareTo(ShardKey other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }

  private static int utf8Length(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    if (!new String(bytes, StandardCharsets.UTF_8).equals(text)) {
      throw new IllegalArgumentException("shard key: expected Unicode, got a lone surrogate");
    }
    return bytes.length;
  }
}
