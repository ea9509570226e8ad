package io.dagstore.core.ipld;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A base that writes all bytes as one big number, a leading zero byte as a leading zero letter. The
 * work grows with the square of the length.
 */
final class NumberAlphabet implements Multibase.Alphabet {
  static final int MAX_TEXT_LENGTH = 8192;

  private final byte[] letters;
  private final byte[] values = new byte[128];

  NumberAlphabet(String letters) {
    this.letters = letters.getBytes(StandardCharsets.US_ASCII);
    Arrays.fill(values, (byte) -1);
    for (int i = 0; i < letters.length(); i++) {
      values[letters.charAt(i)] = (byte) i;
    }
  }

  @Override
  public String encode(byte[] bytes) {
    int zeros = leadingZeros(bytes);
    byte[] digits = convert(bytes, zeros, 256, letters.length);
    byte[] text = new byte[zeros + digits.length];
    Arrays.fill(text, 0, zeros, letters[0]);
    for (int i = 0; i < digits.length; i++) {
      text[zeros + i] = letters[digits[i]];
    }
    return new String(text, StandardCharsets.US_ASCII);
  }

  @Override
  public byte[] decode(String text, int from) {
    int length = text.length() - from;
    if (length > MAX_TEXT_LENGTH) {
      throw MalformedException.limit("base" + letters.length + " text", 0, MAX_TEXT_LENGTH, length);
    }
    byte[] digits = new byte[length];
    for (int i = 0; i < length; i++) {
      digits[i] = value(text, from + i);
    }
    int zeros = leadingZeros(digits);
    byte[] bytes = convert(digits, zeros, letters.length, 256);
    byte[] whole = new byte[zeros + bytes.length];
    System.arraycopy(bytes, 0, whole, zeros, bytes.length);
    return whole;
  }

  private byte value(String text, int i) {
    char letter = text.charAt(i);
    byte value = letter < 128 ? values[letter] : -1;
    if (value < 0) {
      throw MalformedException.invalid(
          "base" + letters.length + " text", i, "a letter of the alphabet", "'" + letter + "'");
    }
    return value;
  }

  private static int leadingZeros(byte[] digits) {
    int zeros = 0;
    while (zeros < digits.length && digits[zeros] == 0) {
      zeros++;
    }
    return zeros;
  }

  /** The digits of the same number in another base, most significant first, none leading zero. */
  private static byte[] convert(byte[] digits, int skip, int from, int to) {
    double ratio = Math.log(from) / Math.log(to);
    byte[] result = new byte[(int) ((digits.length - skip) * ratio) + 2];
    int used = 0;
    for (int i = skip; i < digits.length; i++) {
      int carry = digits[i] & 0xff;
      int at = result.length;
      for (int count = 0; count < used || carry != 0; count++) {
        carry += from * (result[--at] & 0xff);
        result[at] = (byte) (carry % to);
        carry /= to;
      }
      used = result.length - at;
    }
    return Arrays.copyOfRange(result, result.length - used, result.length);
  }
}
