package io.dagstore.core.ipld;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A base whose letters stand for a whole number of bits, most significant first. */
final class BitAlphabet implements Multibase.Alphabet {
  private final byte[] letters;
  private final byte[] values = new byte[128];
  private final int bits;

  BitAlphabet(String letters, int bits) {
    this.letters = letters.getBytes(StandardCharsets.US_ASCII);
    this.bits = bits;
    Arrays.fill(values, (byte) -1);
    for (int i = 0; i < letters.length(); i++) {
      values[letters.charAt(i)] = (byte) i;
    }
  }

  @Override
  public String encode(byte[] bytes) {
    byte[] text = new byte[Math.toIntExact((bytes.length * 8L + bits - 1) / bits)];
    int mask = (1 << bits) - 1;
    int at = 0;
    int buffer = 0;
    int held = 0;
    for (byte next : bytes) {
      buffer = (buffer << 8) | (next & 0xff);
      held += 8;
      while (held >= bits) {
        held -= bits;
        text[at++] = letters[(buffer >>> held) & mask];
      }
    }
    if (held > 0) {
      text[at] = letters[(buffer << (bits - held)) & mask];
    }
    return new String(text, StandardCharsets.US_ASCII);
  }

  @Override
  public byte[] decode(String text, int from) {
    byte[] bytes = new byte[(int) ((long) (text.length() - from) * bits / 8)];
    int at = 0;
    int buffer = 0;
    int held = 0;
    for (int i = from; i < text.length(); i++) {
      buffer = (buffer << bits) | value(text, i);
      held += bits;
      if (held >= 8) {
        held -= 8;
        bytes[at++] = (byte) (buffer >>> held);
      }
    }
    checkRest(text, held, buffer);
    return bytes;
  }

  private void checkRest(String text, int held, int buffer) {
    if (held >= bits) {
      throw MalformedException.invalid(
          "base" + letters.length + " text", text.length(), "another length", text.length());
    }
    if ((buffer & ((1 << held) - 1)) != 0) {
      throw MalformedException.invalid(
          "base" + letters.length + " text", text.length() - 1, "zero bits at the end", "others");
    }
  }

  private int value(String text, int i) {
    char letter = text.charAt(i);
    int value = letter < 128 ? values[letter] : -1;
    if (value < 0) {
      throw MalformedException.invalid(
          "base" + letters.length + " text", i, "a letter of the alphabet", "'" + letter + "'");
    }
    return value;
  }
}
