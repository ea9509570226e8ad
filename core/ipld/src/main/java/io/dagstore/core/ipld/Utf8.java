package io.dagstore.core.ipld;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Strict UTF-8: nothing is replaced. */
final class Utf8 {
  private static final char REPLACEMENT = '\ufffd';

  private Utf8() {}

  /** The text of {@code b[from, to)}. */
  static String decode(byte[] b, int from, int to) {
    var text = new String(b, from, to - from, UTF_8);
    if (text.indexOf(REPLACEMENT) >= 0) {
      byte[] again = text.getBytes(UTF_8);
      if (!Arrays.equals(again, 0, again.length, b, from, to)) {
        throw MalformedException.invalid("text", from, "UTF-8", "other bytes");
      }
    }
    return text;
  }

  /** The bytes of {@code text}. */
  static byte[] encode(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        boolean pair =
            i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
        if (!pair) {
          throw MalformedException.invalid("text", i, "whole characters", "half a surrogate pair");
        }
        i++;
      }
    }
    return text.getBytes(UTF_8);
  }
}
