package io.dagstore.core.ipld;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.util.Arrays;

/**
 * UTF-8 that loses nothing: strict, or loose, where a byte that belongs to no character becomes the
 * half surrogate pair U+DC00 + byte, which no character gives.
 */
final class Utf8 {
  private static final char REPLACEMENT = '\ufffd';
  private static final int ESCAPE = 0xdc00;

  private Utf8() {}

  /** The text of {@code b[from, to)}. */
  static String decode(byte[] b, int from, int to) {
    String text = decodeIfValid(b, from, to);
    if (text.isEmpty() && from < to) {
      throw MalformedException.invalid("text", from, "UTF-8", "other bytes");
    }
    return text;
  }

  /** The text of {@code b[from, to)}, bytes of no character escaped. */
  static String decodeLoose(byte[] b, int from, int to) {
    String text = decodeIfValid(b, from, to);
    return text.isEmpty() && from < to ? escape(b, from, to) : text;
  }

  /** The bytes of {@code text}. */
  static byte[] encode(String text) {
    int half = halfSurrogate(text, 0);
    if (half < text.length()) {
      throw MalformedException.invalid("text", half, "whole characters", "half a surrogate pair");
    }
    return text.getBytes(UTF_8);
  }

  /** The bytes of {@code text}, escaped ones as themselves. */
  static byte[] encodeLoose(String text) {
    int half = halfSurrogate(text, 0);
    if (half == text.length()) {
      return text.getBytes(UTF_8);
    }
    var out = new ByteArrayOutputStream();
    int from = 0;
    for (; half < text.length(); half = halfSurrogate(text, from)) {
      out.writeBytes(text.substring(from, half).getBytes(UTF_8));
      int escaped = text.charAt(half) - ESCAPE;
      if (escaped < 0x80 || escaped > 0xff) {
        throw MalformedException.invalid("text", half, "whole characters", "half a surrogate pair");
      }
      out.write(escaped);
      from = half + 1;
    }
    out.writeBytes(text.substring(from).getBytes(UTF_8));
    return out.toByteArray();
  }

  /** {@code text} with a replacement character for each half surrogate pair. */
  static String replaceHalves(String text) {
    int half = halfSurrogate(text, 0);
    if (half == text.length()) {
      return text;
    }
    var whole = new StringBuilder(text);
    for (; half < text.length(); half = halfSurrogate(text, half + 1)) {
      whole.setCharAt(half, REPLACEMENT);
    }
    return whole.toString();
  }

  /** Empty when the bytes are no UTF-8. */
  private static String decodeIfValid(byte[] b, int from, int to) {
    var text = new String(b, from, to - from, UTF_8);
    if (text.indexOf(REPLACEMENT) < 0) {
      return text;
    }
    byte[] again = text.getBytes(UTF_8);
    return Arrays.equals(again, 0, again.length, b, from, to) ? text : "";
  }

  private static String escape(byte[] b, int from, int to) {
    CharsetDecoder decoder = UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(b, from, to - from);
    CharBuffer out = CharBuffer.allocate(to - from);
    while (in.hasRemaining()) {
      CoderResult result = decoder.decode(in, out, true);
      for (int i = 0; result.isError() && i < result.length(); i++) {
        out.put((char) (ESCAPE | (in.get() & 0xff)));
      }
    }
    return out.flip().toString();
  }

  /** Where the first half of a surrogate pair from {@code from} on is; the length when nowhere. */
  private static int halfSurrogate(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (i + 1 == text.length()
            || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
          return i;
        }
        i++;
      }
    }
    return text.length();
  }
}
